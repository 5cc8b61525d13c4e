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
  private static final int MOST_TRIES = 3;

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
    if (rules.closing().isEmpty()) {
      begin(rows, context, operation.repeatable());
    } else {
      beginOpen(rows, context);
      close(rules.closing().get(), context);
    }
    await(context);
    return new Outcomes.Reply(true, "", results(rows, context));
  }

  private void begin(List<Row> rows, Map<String, @Nullable Object> context, boolean repeatable) {
    context.put("polling_response", Map.of());
    Call.Outgoing creation =
        new Call.Outgoing(body(rules.creationBody(), context), Map.of(), repeatable, Set.of());
    context.put(
        "creation_response",
        Outcomes.response(calls.call(rules.creation()).send(creation, context)));
    calls
        .call(operation.requester())
        .send(
            new Call.Outgoing(bodies.body(rows, context), Map.of(), repeatable, Set.of()), context);
  }

  /**
   * A job takes its records once, and does nothing before it is closed: one whose upload got lost
   * is left as it is, and another begun.
   */
  private void beginOpen(List<Row> rows, Map<String, @Nullable Object> context) {
    for (int tries = 1; ; tries++) {
      try {
        begin(rows, context, false);
        return;
      } catch (Failure.Remote lost) {
        if (tries == MOST_TRIES) {
          throw lost;
        }
        calls.sleep(FIRST_POLL.multipliedBy(tries));
      }
    }
  }

  /** Where the answer is lost, the job's status tells whether the request arrived. */
  private void close(Map<String, @Nullable Object> closing, Map<String, @Nullable Object> context) {
    for (int tries = 1; ; tries++) {
      try {
        calls
            .call(closing)
            .send(
                new Call.Outgoing(body(rules.closingBody(), context), Map.of(), false, Set.of()),
                context);
        return;
      } catch (Failure.Remote lost) {
        calls.sleep(FIRST_POLL.multipliedBy(tries));
        if (!poll(context).equals(word(context.get("creation_response")))) {
          return;
        }
        if (tries == MOST_TRIES) {
          throw lost;
        }
      }
    }
  }

  /** Asks how the job stands. */
  private String poll(Map<String, @Nullable Object> context) {
    Object response =
        Outcomes.response(calls.call(rules.polling()).send(Call.Outgoing.QUESTION, context));
    context.put("polling_response", response);
    return word(response);
  }

  private String word(@Nullable Object response) {
    Object word = FieldPath.of(rules.status()).get(response);
    return PythonText.of(word == null ? "" : word);
  }

  private Optional<RequestBody> body(@Nullable Object tree, Map<String, @Nullable Object> context) {
    return Optional.ofNullable(tree)
        .map(
            found ->
                RequestBody.create(
                    Json.of(calls.fill(found, context)).getBytes(StandardCharsets.UTF_8), JSON));
  }

  private void await(Map<String, @Nullable Object> context) {
    Instant late = calls.now().plus(Duration.ofMinutes(rules.minutes()));
    Duration pause = FIRST_POLL;
    while (true) {
      String word = poll(context);
      switch (calls.jobState(rules.statuses(), where, word)) {
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
      seen.put("key_columns", rows.getFirst().keyColumns);
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
