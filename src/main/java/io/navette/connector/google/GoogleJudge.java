package io.navette.connector.google;

import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Judge;
import io.navette.http.Redaction;
import io.navette.http.Verdict;
import java.time.InstantSource;
import java.time.ZoneId;
import okhttp3.Request;

/**
 * What Google's answers mean: a 403 may be a limit, a quota, an API that is off or a file that was
 * not shared, and a 404 a file that was not shared either. Thread-safe.
 *
 * @param who we are to Google, with the e-mail address files are shared with
 */
record GoogleJudge(String connection, String who, InstantSource clock, Redaction redaction) {
  /** Where Google's days begin. */
  private static final ZoneId DAYS = ZoneId.of("America/Los_Angeles");

  /** The judge of one request's answers. */
  Judge of(Request request) {
    return (answer, tries) -> judge(request, answer);
  }

  private Verdict judge(Request request, Answer answer) {
    int status = answer.status();
    // 308 without an address: go on with the upload.
    if (status < 400) {
      return Verdict.accept();
    }
    if (status == 401) {
      return Verdict.renew();
    }
    GoogleError error = GoogleError.of(answer);
    if (error.tooFast(status)) {
      return Verdict.limited();
    }
    if (status == 408 || status >= 500) {
      return Verdict.repeat();
    }
    String said = said(request, answer, error);
    if (error.spent()) {
      throw new Failure.Quota(
          said + "; the quota is spent until " + nextDay(),
          "run again then, or ask for more quota in the Google Cloud console");
    }
    return switch (status) {
      case 403 -> throw refused(said, error);
      case 404 ->
          throw new Failure.Configuration(
              said + "; it does not exist, or is not shared with " + who,
              "check the id, and share it with " + who);
      default -> precondition(said, error);
    };
  }

  private Verdict precondition(String said, GoogleError error) {
    if (error.state().equals("FAILED_PRECONDITION")) {
      throw new Failure.Configuration(
          said, "an Excel file on Drive is no Google sheet: read it by a google-drive connection");
    }
    return Verdict.refuse();
  }

  private Failure refused(String said, GoogleError error) {
    if (error.disabled()) {
      return new Failure.Access(
          said + "; the API is not enabled in the project",
          error.link().isEmpty()
              ? "enable it: Google Cloud console, APIs and services"
              : "enable it, then wait a few minutes: " + error.link());
    }
    if (error.tooLarge()) {
      return new Failure.Data(
          said + "; Drive exports no more than 10 MB",
          "read it by a google-sheets connection, page by page");
    }
    if (error.full()) {
      return new Failure.Quota(
          said + "; there is no storage left for " + who,
          "a service account owns no storage: write into a shared drive's folder, or log in as a"
              + " person");
    }
    return new Failure.Access(
        said,
        "share it with "
            + who
            + ": as a viewer to read, as an editor to write; then navette test "
            + connection);
  }

  private String said(Request request, Answer answer, GoogleError error) {
    String message = error.message().isEmpty() ? "" : ": " + error.message();
    return connection
        + ": "
        + redaction.hide(
            request.method()
                + " "
                + request.url().host()
                + request.url().encodedPath()
                + ": "
                + answer.status()
                + message);
  }

  /** Google counts days in its own time zone. */
  private String nextDay() {
    return clock
        .instant()
        .atZone(DAYS)
        .toLocalDate()
        .plusDays(1)
        .atStartOfDay(DAYS)
        .toInstant()
        .toString();
  }
}
