package io.navette.connector.rest.write;

import io.navette.connector.rest.engine.Call;
import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Has the API take a batch as a job: create, upload, close, poll, fetch the results. */
final class Job {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration FIRST_POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

  private final String where;
  private final Operation operation;
  private final JobRules rules;
  private final Bodies bodies;
  private final Outcomes outcomes;
  private final Calls calls;

  Job(
      String where,
      Operation operation,
      JobRules rules,
      Bodies bodies,
      Outcomes outcomes,
      Calls calls) {
    this.where = where;
    this.operation = operation;
    this.rules = rules;
    this.bodies = bodies;
    this.outcomes = outcomes;
    this.calls = calls;
  }

  /** Blocks as long as the job takes; what its requests see grows with {@code context}. */
  Outcomes.Reply run(List<Row> rows, Map<String, @Nullable Object> context) {
    context.put("polling_response", Map.of());
    context.put(
        "creation_response",
        Outcomes.response(
            calls
                .call(rules.creation())
                .send(outgoing(body(rules.creationBody(), context)), context)));
    calls.call(operation.requester()).send(outgoing(bodies.body(rows, context)), context);
    rules
        .closing()
        .ifPresent(
            closing ->
                calls.call(closing).send(outgoing(body(rules.closingBody(), context)), context));
    await(context);
    return new Outcomes.Reply(true, "", results(rows, context));
  }

  private Call.Outgoing outgoing(Optional<RequestBody> body) {
    return new Call.Outgoing(body, Map.of(), operation.repeatable(), Set.of());
  }

  private Optional<RequestBody> body(@Nullable Object tree, Map<String, @Nullable Object> context) {
    return Optional.ofNullable(tree)
        .map(
            found ->
                RequestBody.create(
                    Json.of(calls.fill(found, context)).getBytes(StandardCharsets.UTF_8), JSON));
  }

  private void await(Map<String, @Nullable Object> context) {
    Call polling = calls.call(rules.polling());
    Instant late = calls.now().plus(Duration.ofMinutes(rules.minutes()));
    Duration pause = FIRST_POLL;
    while (true) {
      Object response = Outcomes.response(polling.send(Call.Outgoing.QUESTION, context));
      context.put("polling_response", response);
      Object word = FieldPath.of(rules.status()).get(response);
      switch (calls.jobState(rules.statuses(), where, PythonText.of(word == null ? "" : word))) {
        case COMPLETED -> {
          return;
        }
        case FAILED, TIMED_OUT ->
            throw new Failure.Remote(
                where + ": the API's job ended as " + word,
                "see what the API says about it, then run again");
        case RUNNING -> {
          if (calls.now().isAfter(late)) {
            throw new Failure.Remote(
                where + ": the API's job is not done after " + rules.minutes() + " minutes",
                "run again later");
          }
          calls.sleep(pause);
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_POLL) > 0
                  ? LONGEST_POLL
                  : pause.multipliedBy(2);
        }
      }
    }
  }

  private List<Result> results(List<Row> rows, Map<String, @Nullable Object> context) {
    Map<Row, Result> found = new HashMap<>();
    for (JobRules.Results part : rules.results()) {
      Answer answer = calls.call(part.requester()).send(Call.Outgoing.QUESTION, context);
      Map<String, @Nullable Object> seen = new HashMap<>();
      seen.put("status", (long) answer.status());
      seen.put("headers", Call.headers(answer));
      seen.put("response", context.get("polling_response"));
      outcomes.join(
          calls.decoded(part.decoder(), answer.body(), where), rows, seen, part.refused(), found);
    }
    List<Result> results = new ArrayList<>();
    for (Row row : rows) {
      results.add(
          Optional.ofNullable(found.get(row))
              .orElseGet(
                  () ->
                      new Result(
                          row,
                          Result.Kind.REFUSED,
                          Optional.empty(),
                          "the job's results do not speak of this row")));
    }
    return results;
  }
}
