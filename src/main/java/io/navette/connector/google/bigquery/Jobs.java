package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.warehouse.Lines;
import io.navette.failure.Failure;
import io.navette.http.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts jobs and waits for their end. A job's id is chosen here, so that an insert that is sent
 * again, because its answer was lost, starts no second job: BigQuery answers 409 then, and the job
 * is the one that was started.
 */
final class Jobs {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Of jobs that failed for reasons that pass. */
  private static final int TRIES = 4;

  private final Api api;
  private final String project;
  private final Location location;
  private final Sleeper sleeper;

  Jobs(Api api, String project, Location location, Sleeper sleeper) {
    this.api = api;
    this.project = project;
    this.location = location;
    this.sleeper = sleeper;
  }

  /** A job that came to its end. */
  record Job(JsonNode resource) {
    String id() {
      return resource.path("jobReference").path("jobId").asText();
    }

    /** The error that ended it; empty where it succeeded, whatever warnings it has. */
    Optional<JsonNode> error() {
      return Optional.of(resource.path("status").path("errorResult")).filter(JsonNode::isObject);
    }

    String reason() {
      return error().map(error -> error.path("reason").asText()).orElse("");
    }

    JsonNode statistics() {
      return resource.path("statistics");
    }
  }

  /** Runs a job that takes nothing with it; a failure that passes is tried again as a new job. */
  Job run(JsonNode configuration) {
    return run(configuration, job -> api.post(api.url(project, Map.of(), "jobs"), job).orElse(job));
  }

  /** Runs a job that loads rows; it takes all of them or none. */
  Job load(JsonNode configuration, Lines lines) throws IOException {
    RowUpload upload = new RowUpload(api, project, lines);
    return run(configuration, job -> upload.send(job).orElse(job));
  }

  /** Inserts a job, and gives it as it is then. */
  @FunctionalInterface
  private interface Insert<E extends Exception> {
    JsonNode insert(JsonNode job) throws E;
  }

  private <E extends Exception> Job run(JsonNode configuration, Insert<E> insert) throws E {
    for (int tries = 1; ; tries++) {
      ObjectNode job = Api.JSON.createObjectNode();
      ObjectNode reference = job.putObject("jobReference");
      reference.put("projectId", project).put("jobId", "navette_" + UUID.randomUUID());
      location.name().ifPresent(place -> reference.put("location", place));
      job.set("configuration", configuration);
      Job ended = ended(insert.insert(job));
      if (tries == TRIES || !api.reasons().passes(ended.reason())) {
        return ended;
      }
      sleep(FIRST_WAIT.multipliedBy(5L << tries), ended.resource());
    }
  }

  /** What a query would do, without doing it: its schema, type and bytes. Costs nothing. */
  JsonNode dryRun(ObjectNode configuration) {
    ObjectNode job = Api.JSON.createObjectNode();
    ObjectNode reference = job.putObject("jobReference").put("projectId", project);
    location.name().ifPresent(place -> reference.put("location", place));
    job.set("configuration", configuration.put("dryRun", true));
    return api.post(api.url(project, Map.of(), "jobs"), job)
        .map(answer -> answer.path("statistics"))
        .orElseThrow(() -> new IllegalStateException("a dry run has no id to be known by"));
  }

  private Job ended(JsonNode started) {
    JsonNode job = started;
    Duration wait = FIRST_WAIT;
    while (!job.path("status").path("state").asText().equals("DONE")) {
      if (job.has("status")) {
        sleep(wait, job);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
      JsonNode reference = job.path("jobReference");
      job = api.read(api.url(project, place(reference), "jobs", reference.path("jobId").asText()));
    }
    return new Job(job);
  }

  /** A job goes on when nobody waits for it any more, and is billed: it is cancelled. */
  private void sleep(Duration wait, JsonNode job) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      try {
        JsonNode reference = job.path("jobReference");
        String id = reference.path("jobId").asText();
        api.post(
            api.url(project, place(reference), "jobs", id, "cancel"), Api.JSON.createObjectNode());
      } finally {
        Thread.currentThread().interrupt();
      }
      throw new Failure.Interrupted("interrupted while waiting for a job of BigQuery");
    }
  }

  /** Outside the US and the EU a job is only found with its location. */
  Map<String, String> place(JsonNode reference) {
    String place = reference.path("location").asText(location.name().orElse(""));
    return place.isEmpty() ? Map.of() : Map.of("location", place);
  }

  /** The statements of a script as jobs, in the order they were run. */
  List<Job> children(Job script) {
    List<Job> children = new ArrayList<>();
    Map<String, String> query =
        new HashMap<>(Map.of("parentJobId", script.id(), "projection", "full", "maxResults", "50"));
    boolean more = true;
    while (more) {
      JsonNode page = api.read(api.url(project, query, "jobs"));
      page.path("jobs").forEach(job -> children.add(new Job(job)));
      String next = page.path("nextPageToken").asText();
      query.put("pageToken", next);
      more = !next.isEmpty();
    }
    Collections.reverse(children);
    return children;
  }
}
