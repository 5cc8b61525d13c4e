package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.records.RecordExtractor;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has an API do a job, waits for it, and begins again when it fails. One at a time. */
final class AsyncJob {
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(5);

  private final String stream;
  private final Component retriever;
  private final HttpRequester creation;
  private final HttpRequester polling;
  private final RecordExtractor status;
  private final AsyncStatuses statuses;
  private final Clients clients;

  AsyncJob(String stream, Component retriever, Clients clients) {
    this.stream = stream;
    this.retriever = retriever;
    this.creation = new HttpRequester(retriever.needed("creation_requester"), clients);
    this.polling = new HttpRequester(retriever.needed("polling_requester"), clients);
    this.status = Selectors.extractor(retriever.needed("status_extractor"));
    this.statuses = AsyncStatuses.of(retriever.needed("status_mapping"));
    this.clients = clients;
  }

  /**
   * Has the job done; returns what templates see of it, empty where there is nothing to be had.
   * Blocks as long as the job takes.
   *
   * @throws Failure.Remote when it failed or was late in every attempt
   */
  Optional<Map<String, @Nullable Object>> run(Slice slice, List<Retriever.SliceOption> options) {
    String last = "";
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      Map<String, @Nullable Object> context = SliceContext.of(slice, null);
      create(slice, options, context);
      AsyncStatuses.Meaning end = await(context);
      switch (end) {
        case COMPLETED -> {
          return Optional.of(context);
        }
        case SKIPPED -> {
          return Optional.empty();
        }
        case FAILED -> {
          last = "failed" + reason(context);
          retriever
              .number("failed_retry_wait_time_in_seconds")
              .ifPresent(seconds -> pause(Duration.ofMillis(Math.round(seconds * 1000))));
        }
        case TIMED_OUT, RUNNING -> {
          last = "was not done in time";
          abort(context);
        }
      }
    }
    throw new Failure.Remote(
        stream + ": the API's job " + last + " in " + MOST_ATTEMPTS + " attempts",
        "run again later; the rows so far are right");
  }

  /** Ours: what the API says about a job that failed. */
  private String reason(Map<String, @Nullable Object> context) {
    return retriever
        .template("job_error_message")
        .map(template -> retriever.evaluator().text(template, context))
        .filter(said -> !said.isBlank())
        .map(said -> " (" + said + ")")
        .orElse("");
  }

  /** Where the API does a few jobs at a time only, others are begun when those are done. */
  private void create(
      Slice slice, List<Retriever.SliceOption> options, Map<String, @Nullable Object> context) {
    Optional<String> busy = retriever.template("busy");
    for (long asked = 1; ; asked++) {
      RequestParts parts = new RequestParts();
      options.forEach(option -> parts.inject(option.option(), option.value().apply(slice)));
      context.put("creation_response", body(creation.send(parts, context)));
      if (busy.filter(found -> retriever.evaluator().condition(found, context)).isEmpty()) {
        return;
      }
      if (BETWEEN_POLLS.multipliedBy(asked).compareTo(patience()) > 0) {
        throw new Failure.Remote(
            stream
                + ": the API was busy with other jobs for "
                + patience().toMinutes()
                + " minutes",
            "run again when they are done");
      }
      pause(BETWEEN_POLLS);
    }
  }

  private Duration patience() {
    return Duration.ofMinutes(retriever.integer("polling_job_timeout").orElse(60L));
  }

  /** Asks until the job is no longer running, or it is late. */
  private AsyncStatuses.Meaning await(Map<String, @Nullable Object> context) {
    Instant late = clients.context().clock().instant().plus(patience());
    long polls = 0;
    while (true) {
      Object response = body(polling.send(new RequestParts(), context));
      context.put("polling_response", response);
      AsyncStatuses.Meaning meaning = statuses.meaning(stream, statusOf(response));
      polls++;
      boolean tooLate =
          clients.context().clock().instant().isAfter(late)
              || BETWEEN_POLLS.multipliedBy(polls).compareTo(patience()) > 0;
      if (meaning != AsyncStatuses.Meaning.RUNNING || tooLate) {
        return meaning;
      }
      pause(BETWEEN_POLLS);
    }
  }

  private String statusOf(@Nullable Object response) {
    List<@Nullable Object> found = status.extract(response);
    if (found.isEmpty()) {
      throw new Failure.Remote(
          stream + ": the answer about the job holds no status",
          "check the status_extractor of the manifest");
    }
    return PythonText.of(found.getFirst());
  }

  private void abort(Map<String, @Nullable Object> context) {
    send("abort_requester", context);
  }

  /** Tells the API that the result was taken, where the manifest says how. */
  void delete(Map<String, @Nullable Object> context) {
    send("delete_requester", context);
  }

  private void send(String requester, Map<String, @Nullable Object> context) {
    retriever
        .child(requester)
        .ifPresent(found -> new HttpRequester(found, clients).send(new RequestParts(), context));
  }

  private void pause(Duration wait) {
    clients.context().sleep(wait);
  }

  /** The first value of an answer; an empty object where it has none. */
  @Nullable Object body(Answer answer) {
    try {
      Iterator<@Nullable Object> values =
          Decoders.of(retriever.child("decoder")).decode(new ByteArrayInputStream(answer.body()));
      return values.hasNext() ? values.next() : Map.of();
    } catch (IOException | UncheckedIOException e) {
      throw new Failure.Data(
          stream + ": the answer about the job can't be read: " + e.getMessage(), "", e);
    }
  }
}
