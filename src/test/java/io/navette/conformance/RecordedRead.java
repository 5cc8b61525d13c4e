package io.navette.conformance;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.rest.engine.ManifestProbe;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A recorded read, repeated stream by stream: its records, and the state each stream ends with. */
final class RecordedRead {
  private static final int MOST_CORRECTIONS = 40;

  private final RecordedSource recorded;
  private final Map<String, @Nullable Object> operation;
  private final Replay replay;
  private final List<String> problems;
  private final Consumer<String> notes;
  private final List<@Nullable Object> messages;

  RecordedRead(
      RecordedSource recorded,
      Map<String, @Nullable Object> operation,
      Replay replay,
      List<String> problems,
      Consumer<String> notes) {
    this.recorded = recorded;
    this.operation = operation;
    this.replay = replay;
    this.problems = problems;
    this.notes = notes;
    this.messages =
        operation.get("out") instanceof List<?> list ? PlainValues.list(list) : List.of();
  }

  private static final class Outcome {
    private final List<String> records = new ArrayList<>();
    private Map<String, @Nullable Object> state = Map.of();
    private String failure = "";
    private String cursor = "";
  }

  void run() {
    boolean failed = operation.containsKey("error");
    boolean anyFailure = false;
    for (Object configured : PlainValues.list(operation.get("catalog"))) {
      String stream = String.valueOf(PlainValues.map(configured).get("name"));
      Outcome outcome = read(stream);
      anyFailure |= !outcome.failure.isEmpty();
      if (!failed && !outcome.failure.isEmpty()) {
        problems.add(stream + " fails here: " + outcome.failure);
      }
      compare(stream, outcome);
    }
    if (failed && !anyFailure) {
      problems.add("the read should fail, but succeeds");
    }
  }

  private Outcome read(String stream) {
    List<Boolean> mark = replay.mark();
    Map<String, @Nullable Object> given = given(stream);
    Outcome outcome = attempt(stream, given);
    boolean strange =
        !differing(mark).isEmpty()
            || replay.missing().stream()
                .anyMatch(
                    asked ->
                        replay.recorded().stream()
                            .anyMatch(other -> StartState.differs(asked, other)));
    Optional<Map<String, @Nullable Object>> candidate = StartState.candidate(messages, stream);
    if (!strange || wasGiven() || candidate.isEmpty()) {
      return outcome;
    }
    Map<String, @Nullable Object> state = candidate.get();
    for (int i = 0; i < MOST_CORRECTIONS; i++) {
      replay.reset(mark);
      outcome = attempt(stream, state);
      boolean corrected =
          replay.missing().stream()
                  .anyMatch(asked -> StartState.correct(state, asked, replay.recorded()))
              || differing(mark).entrySet().stream()
                  .anyMatch(pair -> StartState.correct(state, pair.getKey(), pair.getValue()));
      if (!corrected) {
        notes.accept(
            "the state it began with is not recorded; taken from its first state and requests");
        return outcome;
      }
    }
    return outcome;
  }

  private Map<Replay.Asked, List<Replay.Asked>> differing(List<Boolean> mark) {
    Map<Replay.Asked, List<Replay.Asked>> found = new LinkedHashMap<>();
    replay
        .outOfTurn(mark)
        .forEach(
            (asked, passed) -> {
              List<Replay.Asked> same =
                  passed.stream().filter(each -> StartState.differs(asked, each)).toList();
              if (!same.isEmpty()) {
                found.put(asked, same);
              }
            });
    return found;
  }

  /** Whether the recording holds any state at all. */
  private boolean wasGiven() {
    return operation.get("state") instanceof List<?> states && !states.isEmpty();
  }

  private Map<String, @Nullable Object> given(String stream) {
    if (operation.get("state") instanceof List<?> states) {
      for (Object state : states) {
        Map<String, @Nullable Object> of = PlainValues.map(PlainValues.map(state).get("stream"));
        if (stream.equals(PlainValues.map(of.get("stream_descriptor")).get("name"))) {
          return PlainValues.map(of.get("stream_state"));
        }
      }
    }
    return Map.of();
  }

  private Outcome attempt(String stream, Map<String, @Nullable Object> state) {
    Outcome outcome = new Outcome();
    try (ManifestSource source = recorded.open(files())) {
      Optional<String> cursor = ManifestProbe.cursor(source, stream);
      outcome.cursor = cursor.orElse("");
      ReadRequest request =
          ReadRequest.all(stream, columns(stream)).withCursor(cursor.stream().toList(), List.of());
      ReadRequest since =
          state.isEmpty() || cursor.isEmpty()
              ? request
              : request.since(new Bookmark(Json.text(Map.of("state", state))));
      try (RowReader reader = source.read(since)) {
        for (Optional<RowBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
          take(next.get(), outcome);
        }
      }
    } catch (Failure failure) {
      outcome.failure = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
    return outcome;
  }

  private static void take(RowBatch batch, Outcome outcome) {
    for (int row = 0; row < batch.size(); row++) {
      outcome.records.add(canonical(parse(RowJson.write(batch, row))));
    }
    batch.rejections().forEach(rejection -> outcome.records.add("rejected: " + rejection.reason()));
    batch
        .bookmark()
        .ifPresent(
            bookmark ->
                outcome.state =
                    PlainValues.map(PlainValues.map(parse(bookmark.json())).get("state")));
  }

  private static @Nullable Object parse(String json) {
    try {
      return JsonValues.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String canonical(@Nullable Object record) {
    return String.valueOf(Canonical.of(record));
  }

  /** A folder, when the reference downloaded the files its records tell of. */
  private Optional<Path> files() {
    boolean wanted =
        messages.stream()
            .anyMatch(
                message ->
                    PlainValues.map(message).get("record") instanceof Map<?, ?> record
                        && record.get("file_reference") != null);
    try {
      return wanted ? Optional.of(Files.createTempDirectory("conformance")) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every field some record of the stream has, as JSON, so that nothing is converted. */
  private Schema columns(String stream) {
    TreeSet<String> names = new TreeSet<>();
    records(stream).forEach(record -> names.addAll(PlainValues.map(record).keySet()));
    return new Schema(names.stream().map(name -> Column.of(name, ColumnType.JSON)).toList());
  }

  private List<@Nullable Object> records(String stream) {
    List<@Nullable Object> records = new ArrayList<>();
    for (Object message : messages) {
      if (PlainValues.map(message).get("record") instanceof Map<?, ?> record
          && stream.equals(record.get("stream"))) {
        records.add(record.get("data"));
      }
    }
    return records;
  }

  private void compare(String stream, Outcome outcome) {
    List<String> expected = new ArrayList<>();
    records(stream).forEach(record -> expected.add(canonical(record)));
    expected.sort(Comparator.naturalOrder());
    List<String> found = new ArrayList<>(outcome.records);
    found.sort(Comparator.naturalOrder());
    if (!expected.equals(found)) {
      List<String> lacking = new ArrayList<>(expected);
      found.forEach(lacking::remove);
      List<String> surplus = new ArrayList<>(found);
      expected.forEach(surplus::remove);
      problems.add(
          stream
              + ": "
              + found.size()
              + " records instead of "
              + expected.size()
              + ", lacking "
              + shortened(lacking)
              + ", too many "
              + shortened(surplus));
    }
    Map<String, @Nullable Object> wanted = StateMeaning.of(lastState(stream), outcome.cursor);
    Map<String, @Nullable Object> reached = StateMeaning.of(outcome.state, outcome.cursor);
    if (!wanted.equals(reached)) {
      problems.add(stream + ": state " + reached + " instead of " + wanted);
    }
  }

  private static String shortened(List<String> texts) {
    String text = texts.toString();
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }

  private Map<String, @Nullable Object> lastState(String stream) {
    Map<String, @Nullable Object> last = new LinkedHashMap<>();
    for (Object message : messages) {
      Map<String, @Nullable Object> fields = PlainValues.map(message);
      if ("STATE".equals(fields.get("type"))) {
        Map<String, @Nullable Object> of =
            PlainValues.map(PlainValues.map(fields.get("state")).get("stream"));
        if (stream.equals(PlainValues.map(of.get("stream_descriptor")).get("name"))) {
          last = PlainValues.map(of.get("stream_state"));
        }
      }
    }
    return last;
  }
}
