package io.navette.http.auth;

import io.navette.failure.Failure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * A person logs in to a connection, in one of three ways; the tokens are stored where the
 * connection finds them. Used by one thread, once. All three block, and fail with {@code
 * Failure.Access} when the person or the vendor says no, or nothing within the time allowed.
 */
public final class Login implements AutoCloseable {
  private final LoginPlan plan;
  private final TokenEndpoint endpoint;
  private final Grant renewing;
  private final TokenStore store;
  private final Runnable closing;

  /**
   * @param endpoint exchanges what the person brings for tokens
   * @param renewing what will use the tokens
   * @param closing done in the end
   */
  public Login(
      LoginPlan plan, TokenEndpoint endpoint, Grant renewing, TokenStore store, Runnable closing) {
    this.plan = plan;
    this.endpoint = endpoint;
    this.renewing = renewing;
    this.store = store;
    this.closing = closing;
  }

  /** Whether the vendor gives codes for other devices. */
  public boolean offersDevice() {
    return plan.device().isPresent();
  }

  /** Whether a browser on this machine would come back to this program. */
  public boolean returnsHere() {
    return plan.consent().isPresent() && LoopbackReceiver.serves(plan.redirect());
  }

  /** Whether the vendor lets people log in with a browser at all. */
  public boolean offersBrowser() {
    return plan.consent().isPresent();
  }

  /**
   * In a browser on this machine, which comes back to a port of this program.
   *
   * @param open shows this address to the person
   */
  public Tokens inBrowser(Consumer<String> open, Duration patience) {
    requireStore();
    try (LoopbackReceiver receiver = LoopbackReceiver.open(plan.redirect())) {
      AuthorizationCodeLogin login = login(receiver.redirect());
      open.accept(address(login));
      return login.finish(receiver.await(connection(), patience));
    }
  }

  /**
   * In a browser anywhere.
   *
   * @param open shows this address to the person
   * @param pasted the address at which the browser ended
   */
  public Tokens byHand(Consumer<String> open, Supplier<String> pasted) {
    requireStore();
    AuthorizationCodeLogin login = login(plan.redirect());
    open.accept(address(login));
    HttpUrl redirected = HttpUrl.parse(pasted.get().strip());
    if (redirected == null) {
      throw new Failure.Access(
          connection() + ": what was pasted is no address",
          "paste all of the browser's last address, with code and state, as it begins with "
              + plan.redirect());
    }
    return login.finish(redirected);
  }

  /** With a code that is typed in on another device. */
  public Tokens onDevice(Consumer<DevicePrompt> show) {
    requireStore();
    HttpUrl device =
        plan.device()
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        connection() + ": nothing says where codes for devices are given",
                        "set auth.device_url, if the vendor has one; or log in by a browser"));
    DeviceLogin login = new DeviceLogin(endpoint, renewing, store);
    DevicePrompt prompt = login.begin(device, plan.scope());
    show.accept(prompt);
    return login.await(prompt);
  }

  /** Before a person is asked for anything. */
  private void requireStore() {
    boolean unused = store.find(renewing.account()).isPresent();
  }

  private AuthorizationCodeLogin login(HttpUrl redirect) {
    return new AuthorizationCodeLogin(endpoint, renewing, store, redirect);
  }

  private String address(AuthorizationCodeLogin login) {
    Consent consent =
        plan.consent()
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        connection() + ": nothing says where to log in", "set auth.authorize_url"));
    return login.address(consent, plan.scope(), plan.parameters()).toString();
  }

  private String connection() {
    return endpoint.requests().connection();
  }

  @Override
  public void close() {
    closing.run();
  }
}
