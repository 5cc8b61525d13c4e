package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What writing shares with reading: the clients of a connection with its credentials, limits and
 * retries, its templates, and the streams of its manifest. Belongs to a {@link ManifestSource}.
 */
public final class Calls {
  private final Clients clients;
  private final Interpolation evaluator;
  private final StreamCatalog catalog;

  Calls(Clients clients, Interpolation evaluator, StreamCatalog catalog) {
    this.clients = clients;
    this.evaluator = evaluator;
    this.catalog = catalog;
  }

  /** The connection's name, for messages. */
  public String connection() {
    return clients.settings().connection();
  }

  /** How many requests this connection has sent, repetitions and those for tokens left out. */
  public long requests() {
    return clients.requests().get();
  }

  /** The same, with templates that see what is written to as {@code object}. */
  public Calls about(String object) {
    return new Calls(clients, evaluator.with("object", object), catalog);
  }

  /** The requests of one requester. Sends nothing yet. */
  public Call call(Map<String, @Nullable Object> requester) {
    return new Call(Component.of(requester, evaluator), clients);
  }

  /** The value of a template with the type it has; other texts are themselves. */
  public @Nullable Object value(String template, Map<String, @Nullable Object> context) {
    boolean plain = !template.contains("{{") && !template.contains("{%");
    return plain ? template : evaluator.exact(template, context);
  }

  /** A copy of a tree whose templates are replaced by their values; their names too. */
  public @Nullable Object fill(@Nullable Object tree, Map<String, @Nullable Object> context) {
    return switch (tree) {
      case String template -> value(template, context);
      case Map<?, ?> fields -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        PlainValues.map(fields)
            .forEach(
                (name, item) ->
                    filled.put(String.valueOf(value(name, context)), fill(item, context)));
        yield filled;
      }
      case List<?> items -> {
        List<@Nullable Object> filled = new ArrayList<>();
        PlainValues.list(items).forEach(item -> filled.add(fill(item, context)));
        yield filled;
      }
      case null, default -> tree;
    };
  }

  /** Whether a condition holds. */
  public boolean holds(String condition, Map<String, @Nullable Object> context) {
    return evaluator.condition(condition, context);
  }

  /** Hands on all records of a stream of the manifest, each as it is read. Blocks. */
  public void records(String stream, Consumer<Map<String, @Nullable Object>> to) {
    ManifestStream read = ManifestStream.of(catalog.component(stream), clients, Map.of());
    try (Walk walk = Walk.whole(read)) {
      while (walk.ready()) {
        try (RecordPage page = walk.open()) {
          for (var found = page.next(); found.isPresent(); found = page.next()) {
            Map<String, @Nullable Object> record = found.get().record();
            if (record != null) {
              walk.observe(record);
              to.accept(record);
            }
          }
          walk.finish(page);
        }
      }
      walk.failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  /** What an answer's body holds, by the decoder; JSON without one. */
  public List<@Nullable Object> decoded(
      Optional<Map<String, @Nullable Object>> decoder, byte[] body, String where) {
    List<@Nullable Object> values = new ArrayList<>();
    try {
      Iterator<@Nullable Object> found =
          Decoders.of(decoder.map(fields -> Component.of(fields, evaluator)))
              .decode(new ByteArrayInputStream(body));
      found.forEachRemaining(values::add);
      return values;
    } catch (IOException | UncheckedIOException e) {
      throw new Failure.Data(where + ": the answer can't be read: " + e.getMessage(), "", e);
    }
  }

  /** What a word of the API says about a job, by an {@code AsyncJobStatusMap}. */
  public JobState jobState(Map<String, @Nullable Object> mapping, String where, String word) {
    return switch (AsyncStatuses.of(Component.of(mapping, evaluator)).meaning(where, word)) {
      case RUNNING -> JobState.RUNNING;
      case COMPLETED, SKIPPED -> JobState.COMPLETED;
      case FAILED -> JobState.FAILED;
      case TIMED_OUT -> JobState.TIMED_OUT;
    };
  }

  /** How a job stands. */
  public enum JobState {
    RUNNING,
    COMPLETED,
    FAILED,
    TIMED_OUT
  }

  /** The text without the secrets of the connection. */
  public String hide(String text) {
    return clients.context().redaction().hide(text);
  }

  /** The time requests see as now. */
  public Instant now() {
    return clients.context().clock().instant();
  }

  /** Blocks for that long. */
  public void sleep(Duration wait) {
    clients.context().sleep(wait);
  }

  /** Says something about the connection that its owner should look into. */
  public void warn(String line) {
    clients.warn(line);
  }
}
