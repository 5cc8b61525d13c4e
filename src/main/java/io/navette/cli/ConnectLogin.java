package io.navette.cli;

import io.navette.connector.LoginConnector;
import io.navette.console.Console;
import io.navette.failure.Failure;
import io.navette.http.auth.DevicePrompt;
import io.navette.http.auth.Login;
import io.navette.http.auth.Tokens;
import io.navette.sync.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logs a person in to a connection; its tokens go to the keystore. */
@Command(
    name = "login",
    description = {
      "Logs in to a connection in the browser; its tokens go to the keystore.",
      "The browser comes back to a port of this machine. Where it runs elsewhere,",
      "paste the address it ends at, or log in with a code on another device."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect login shop",
      "  navette connect login shop --no-browser   the browser is elsewhere",
      "  navette connect login shop --device       with a code, where the vendor has it",
      ""
    })
final class ConnectLogin implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "CONNECTION", description = "Its name in the YAML.")
  String name = "";

  @Option(
      names = "--no-browser",
      description = "Print the address, and read the one the browser ends at from stdin.")
  boolean noBrowser;

  @Option(names = "--device", description = "Print a code to type in on another device.")
  boolean device;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Spans.class,
      description = "How long to wait for the browser (default: 5m).")
  Duration timeout = Duration.ofMinutes(5);

  ConnectLogin(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Endpoint endpoint = session.workspace().endpoint(name);
    if (!(endpoint.connector() instanceof LoginConnector connector)) {
      throw new Failure.Usage(
          name + " has no login: it is of type " + endpoint.connector().name(),
          "see its settings: navette connect show " + name);
    }
    if (device && noBrowser) {
      throw new Failure.Usage("--device and --no-browser are two ways", "give one of them");
    }
    try (Login login = connector.openLogin(endpoint.settings())) {
      Tokens tokens = login(login);
      session.console().tell(done(tokens));
    }
    return 0;
  }

  private Tokens login(Login login) {
    if (device || (login.offersDevice() && !login.offersBrowser())) {
      return login.onDevice(this::show);
    }
    if (noBrowser || !login.returnsHere()) {
      return login.byHand(this::ask, this::pasted);
    }
    return login.inBrowser(this::open, timeout);
  }

  private void open(String address) {
    boolean opened = new Browser(session.surroundings().environment()).open(address);
    Console console = session.console();
    console.ask(opened ? "The browser shows it; if not, open" : "Open in a browser here", address);
  }

  private void ask(String address) {
    session.console().ask("Open in a browser", address);
  }

  private String pasted() {
    session.console().ask("Then paste the address it ends at, and press Enter", "");
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null) {
        throw new Failure.Usage(
            "nothing was pasted", "give the browser's last address on standard input");
      }
      return line;
    } catch (IOException e) {
      throw new Failure.Usage("standard input can't be read: " + e.getMessage(), "");
    }
  }

  private void show(DevicePrompt prompt) {
    session
        .console()
        .ask(
            "Type the code " + prompt.code() + " in at",
            prompt.completeAddress().orElse(prompt.address()));
  }

  private String done(Tokens tokens) {
    String renewed =
        tokens.refresh().isPresent()
            ? "its tokens are in the keystore, and renewed when needed"
            : tokens
                .expires()
                .map(end -> "its token is in the keystore, and good until " + end)
                .orElse("its token is in the keystore");
    return "logged in to " + name + ": " + renewed;
  }
}
