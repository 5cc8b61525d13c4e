package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Makes failures that say what was asked, where, and what the vendor answered. */
final class Failures {
  private final String connection;
  private final Redaction redaction;

  Failures(String connection, Redaction redaction) {
    this.connection = connection;
    this.redaction = redaction;
  }

  String where(Request request) {
    return connection + ": " + request.method() + " " + redaction.path(request.url());
  }

  /**
   * An answer that ends the request; the kind says who must act.
   *
   * @param note why it was not tried again; may be empty
   */
  Failure answered(Request request, Answer answer, String note) {
    String message = message(request, answer, note);
    int status = answer.status();
    return switch (status) {
      case 401, 402, 403, 407 ->
          new Failure.Access(
              message,
              "check the credentials and their rights: navette test "
                  + connection
                  + "; or log in again: navette connect login "
                  + connection);
      case 429 -> limited(request, answer, note);
      case 408, 423, 425 -> new Failure.Remote(message, "run again later");
      case 405, 406, 414, 415 -> configuration(message);
      default -> {
        if (status >= 500) {
          yield new Failure.Remote(message, "run again later");
        }
        yield writes(request) && !(request.method().equals("POST") && status == 404)
            ? new Failure.Data(message, "compare the rows with what the service accepts")
            : configuration(message);
      }
    };
  }

  /** A limit, whatever the status that told it. */
  Failure limited(Request request, Answer answer, String note) {
    return new Failure.Quota(
        message(request, answer, note),
        "run again later, or lower rate_limit.max_requests_per_minute of " + connection);
  }

  private Failure configuration(String message) {
    return new Failure.Configuration(
        message, "check the address and the settings of the connection " + connection);
  }

  private static boolean writes(Request request) {
    return switch (request.method()) {
      case "GET", "HEAD", "OPTIONS" -> false;
      default -> true;
    };
  }

  private String message(Request request, Answer answer, String note) {
    StringBuilder text = new StringBuilder(where(request)).append(": ").append(answer.status());
    VendorMessage.requestId(answer)
        .map(redaction::hide)
        .ifPresent(id -> text.append(" (request id ").append(id).append(')'));
    VendorMessage.of(answer, redaction).ifPresent(said -> text.append(": ").append(said));
    return note.isEmpty() ? text.toString() : text.append("; ").append(note).toString();
  }

  /** A connection that could not be made, or broke. */
  Failure broken(Request request, IOException cause, int tries) {
    if (Thread.currentThread().isInterrupted()) {
      return HttpContext.interrupted();
    }
    String note = tries > 1 ? " (" + tries + " tries)" : "";
    return new Failure.Remote(
        where(request) + ": " + redaction.hide(reason(cause)) + note,
        "check the network and the connection's address, then run again",
        cause);
  }

  static String reason(IOException cause) {
    return switch (cause) {
      case UnknownHostException unknown -> "the host name is unknown";
      case SocketTimeoutException slow -> "no answer in time (" + detail(slow) + ")";
      case InterruptedIOException slow -> "not done in time (" + detail(slow) + ")";
      case SSLException tls -> "TLS failed: " + detail(tls);
      default -> detail(cause);
    };
  }

  private static String detail(Throwable cause) {
    @Nullable String message = cause.getMessage();
    return Optional.ofNullable(message).orElse(cause.getClass().getSimpleName());
  }

  /** As people say it: 90 s, 45 min, 3 h. */
  static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds == 0 && duration.isPositive()) {
      return duration.toMillis() + " ms";
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? duration.toMinutes() + " min" : duration.toHours() + " h";
  }
}
