package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Judge;
import io.navette.http.Verdict;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * What BigQuery's error reasons mean. A quota is told by 403, and so is a limit of a second
 * (cloud.google.com/bigquery/docs/error-messages).
 *
 * @param connection for messages
 * @param quotaZone where the day of the project's own quotas begins at midnight
 */
record Reasons(String connection, InstantSource clock, ZoneId quotaZone) {
  private static final Set<String> LIMITED =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "jobRateLimitExceeded");
  private static final Set<String> PASSING =
      Set.of(
          "backendError",
          "internalError",
          "jobBackendError",
          "jobInternalError",
          "tableUnavailable");
  private static final Set<String> SPENT = Set.of("quotaExceeded", "dailyLimitExceeded");

  /**
   * Judges answers.
   *
   * @param accepted statuses of errors the caller looks at itself
   */
  Judge judge(Set<Integer> accepted) {
    return (answer, tries) -> {
      if (answer.status() < 400 || accepted.contains(answer.status())) {
        return Verdict.accept();
      }
      if (answer.status() == 401) {
        return Verdict.renew();
      }
      JsonNode error = error(answer);
      String reason = error.path("reason").asText();
      if (LIMITED.contains(reason) || answer.status() == 429) {
        return Verdict.limited();
      }
      if (PASSING.contains(reason) || answer.status() >= 500) {
        return Verdict.repeat();
      }
      if (SPENT.contains(reason)) {
        throw spent(error.path("message").asText());
      }
      if (reason.equals("invalidQuery")) {
        throw new Failure.Configuration(
            connection + ": BigQuery does not take the query: " + error.path("message").asText(),
            "correct query:, where: or the names of columns; the SQL is GoogleSQL");
      }
      if (reason.equals("accessNotConfigured") || reason.equals("SERVICE_DISABLED")) {
        throw new Failure.Access(
            connection + ": the BigQuery API is not enabled: " + error.path("message").asText(),
            "enable it for the project: Google Cloud console, APIs and services, BigQuery API; it"
                + " takes a few minutes");
      }
      return Verdict.refuse();
    };
  }

  private static JsonNode error(Answer answer) {
    JsonNode error = Api.json(answer).path("error");
    JsonNode first = error.path("errors").path(0);
    return first.isObject() ? first : error;
  }

  /** Whether a job that failed so may succeed when it is started anew. */
  boolean passes(String reason) {
    return PASSING.contains(reason) || LIMITED.contains(reason);
  }

  /** Whether the statement or the rows are to blame. */
  boolean refuses(String reason) {
    return reason.equals("invalid") || reason.equals("invalidQuery");
  }

  /** The failure of a job. */
  Failure failed(String what, JsonNode error) {
    String reason = error.path("reason").asText();
    String message = what + ": " + error.path("message").asText() + " (" + reason + ")";
    return switch (reason) {
      case "quotaExceeded", "dailyLimitExceeded" -> spent(message);
      case "bytesBilledLimitExceeded" ->
          new Failure.Guarded(
              connection + ": " + message + "; nothing was billed or changed",
              "read less (columns:, where: on the partition's column), or raise"
                  + " maximum_bytes_billed of "
                  + connection);
      case "accessDenied", "billingNotEnabled" ->
          new Failure.Access(
              connection + ": " + message,
              "give the account BigQuery Job User in the project and BigQuery Data Editor (to read:"
                  + " Data Viewer) in the dataset");
      case "notFound" ->
          new Failure.Configuration(
              connection + ": " + message, "check project, dataset, location and the table's name");
      case "invalid", "invalidQuery", "duplicate" ->
          new Failure.Data(
              connection + ": " + message, "correct the query, or the rows that are named");
      default ->
          new Failure.Remote(
              connection + ": " + message, "run again later; what was committed stays");
    };
  }

  private Failure spent(String message) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), quotaZone);
    return new Failure.Quota(
        connection
            + ": a quota is spent: "
            + message
            + "; a quota of bytes per day resets at "
            + today.plusDays(1).atStartOfDay(quotaZone).toInstant().truncatedTo(ChronoUnit.SECONDS)
            + ", others come back little by little within 24 hours",
        "run again then, or ask for more: Google Cloud console, IAM and admin, Quotas");
  }
}
