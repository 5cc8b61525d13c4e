package io.navette.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one place where requests are repeated: after transient errors, limits, and once with renewed
 * credentials.
 */
final class Retries implements Layer {
  private final RetryPolicy policy;
  private final Judge byStatus;
  private final Authentication authentication;
  private final RateLimit rate;
  private final HttpContext context;
  private final Failures failures;

  Retries(
      HttpSettings settings,
      Authentication authentication,
      RateLimit rate,
      HttpContext context,
      Failures failures) {
    this.policy = settings.retry();
    this.byStatus = Judge.byStatus(policy);
    this.authentication = authentication;
    this.rate = rate;
    this.context = context;
    this.failures = failures;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    Progress progress = new Progress(request);
    while (true) {
      progress.tries++;
      Response response;
      try {
        response = next.send(request);
      } catch (IOException e) {
        progress.afterBroken(e);
        continue;
      }
      if (progress.plain(response)) {
        return response;
      }
      Answer answer = Answer.peek(response);
      Verdict verdict = progress.judge.judge(answer, progress.tries);
      switch (verdict.action()) {
        case ACCEPT -> {
          verdict.pause().ifPresent(rate::hold);
          return response;
        }
        case RENEW -> progress.renew(response.request(), answer);
        case REPEAT -> progress.afterError(answer, verdict);
        case LIMITED -> progress.afterLimit(answer, verdict);
        case REFUSE -> throw failures.answered(request, answer, "");
      }
    }
  }

  /** How far one request has come. */
  private final class Progress {
    private final Request request;
    private final SendOptions options;
    private final Judge judge;
    private int tries;
    private Duration waited = Duration.ZERO;
    private boolean renewed;

    Progress(Request request) {
      this.request = request;
      this.options = SendOptions.of(request);
      @Nullable Judge own = options.judge();
      this.judge = own == null ? byStatus : own;
    }

    /** Needs no judgement, which would cost a copy of the body. */
    boolean plain(Response response) {
      return Redirects.redirects(response)
          || response.code() == 304
          || (response.isSuccessful() && options.judge() == null);
    }

    void renew(Request refused, Answer answer) {
      if (renewed || options.anonymous() || oneShot() || !authentication.renew(refused)) {
        throw failures.answered(request, answer, renewed ? "also with renewed credentials" : "");
      }
      renewed = true;
      // Not a try that failed: the remote is well.
      tries--;
    }

    void afterBroken(IOException cause) {
      boolean harmless = repeatable() || (neverSent(cause) && !oneShot());
      Duration wait = policy.backoff(tries, context.random());
      if (!harmless
          || tries == policy.maxTries()
          || Thread.currentThread().isInterrupted()
          || untrusted(cause)
          || tooLong(wait)) {
        throw failures.broken(request, cause, tries);
      }
      pause(wait, Level.WARNING, Failures.reason(cause));
    }

    void afterError(Answer answer, Verdict verdict) {
      Duration wait = waitFor(answer, verdict);
      if (!repeatable()) {
        String note = request.method() + " is not repeated, since it may have been carried out";
        throw failures.answered(request, answer, note);
      }
      givenUp(wait)
          .ifPresent(
              note -> {
                throw failures.answered(request, answer, note);
              });
      pause(wait, Level.WARNING, "HTTP " + answer.status());
    }

    /** What was over the limit was not carried out, so that any method may be repeated. */
    void afterLimit(Answer answer, Verdict verdict) {
      Duration wait = waitFor(answer, verdict);
      Optional<String> note =
          rate.throttles() && !oneShot()
              ? givenUp(wait)
              : Optional.of("it asks to wait " + Failures.text(wait));
      if (note.isPresent()) {
        throw failures.limited(request, answer, note.get());
      }
      rate.hold(wait);
      pause(wait, Level.INFO, "HTTP " + answer.status());
    }

    private Duration waitFor(Answer answer, Verdict verdict) {
      return verdict
          .pause()
          .or(() -> WaitTimes.of(answer, policy.headers(), context.clock()))
          .orElseGet(() -> policy.backoff(tries, context.random()));
    }

    private Optional<String> givenUp(Duration wait) {
      if (tries == policy.maxTries()) {
        return Optional.of(tries == 1 ? "" : "tried " + tries + " times");
      }
      return tooLong(wait)
          ? Optional.of(
              "not tried again: a wait of "
                  + Failures.text(wait)
                  + " is due, and at most "
                  + Failures.text(policy.maxTotalWait())
                  + " are allowed in all")
          : Optional.empty();
    }

    private boolean tooLong(Duration wait) {
      return waited.plus(wait).compareTo(policy.maxTotalWait()) > 0;
    }

    private void pause(Duration wait, Level level, String cause) {
      waited = waited.plus(wait);
      context
          .log()
          .write(
              level,
              failures.where(request)
                  + ": "
                  + context.redaction().hide(cause)
                  + "; asks again in "
                  + Failures.text(wait));
      context.sleep(wait);
    }

    private boolean repeatable() {
      return !oneShot()
          && switch (request.method()) {
            case "GET", "HEAD", "OPTIONS" -> true;
            case "PUT", "DELETE" -> !options.once() || hasKey();
            default -> options.repeatable() || hasKey();
          };
    }

    private boolean hasKey() {
      return request.header("Idempotency-Key") != null;
    }

    private boolean oneShot() {
      return request.body() != null && request.body().isOneShot();
    }
  }

  private static boolean neverSent(IOException cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException;
  }

  /** A certificate does not become right by asking again. */
  private static boolean untrusted(IOException cause) {
    return cause instanceof SSLPeerUnverifiedException
        || cause.getCause() instanceof CertificateException;
  }
}
