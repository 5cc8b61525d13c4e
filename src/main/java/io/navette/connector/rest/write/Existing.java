package io.navette.connector.rest.write;

import io.navette.connector.rest.engine.Call;
import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.http.Answer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The records a target holds already, looked up by key and remembered as long as a stream runs. */
final class Existing {
  private static final MediaType JSON = MediaType.get("application/json");

  private final LookupRules rules;
  private final Calls calls;
  private final Optional<Call> call;
  private final Map<String, List<Map<String, @Nullable Object>>> records = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private List<FieldPath> keyPaths = List.of();
  private boolean complete;
  private long pages;

  Existing(LookupRules rules, Calls calls) {
    this.rules = rules;
    this.calls = calls;
    this.call = rules.requester().map(calls::call);
  }

  /** Looks these rows up and tells them what was found. Blocks. */
  void find(List<Row> rows) {
    if (!asks()) {
      rows.forEach(row -> row.remoteId = row.remoteId.or(() -> Optional.of(row.key)));
      return;
    }
    if (keyPaths.isEmpty() && !rows.isEmpty()) {
      keyPaths = keyPaths(rows.getFirst().context());
    }
    if (call.isEmpty()) {
      readStream();
    } else {
      ask(rows.stream().filter(row -> asked.add(name(row.keys))).toList());
    }
    for (Row row : rows) {
      List<Map<String, @Nullable Object>> found = records.getOrDefault(name(row.keys), List.of());
      row.existing = found.isEmpty() ? null : found.getFirst();
      if (!found.isEmpty()) {
        row.remoteId = id(found.getFirst()).or(() -> row.remoteId);
      }
    }
  }

  /** The key's columns may be part of where a record holds it. */
  private List<FieldPath> keyPaths(Map<String, @Nullable Object> context) {
    List<FieldPath> paths = new ArrayList<>();
    for (List<String> steps : rules.key()) {
      paths.add(
          FieldPath.of(
              steps.stream().map(step -> PythonText.of(calls.value(step, context))).toList()));
    }
    return paths;
  }

  /** Looks them up once more, as they may have come into being. */
  void refresh(List<Row> rows) {
    rows.forEach(row -> asked.remove(name(row.keys)));
    rows.forEach(row -> records.remove(name(row.keys)));
    complete = false;
    find(rows);
  }

  /** The ids of several records that have the row's key; empty where that is clear. */
  List<String> ambiguous(Row row) {
    List<Map<String, @Nullable Object>> found = records.getOrDefault(name(row.keys), List.of());
    return found.size() < 2
        ? List.of()
        : found.stream().map(record -> id(record).orElse("?")).toList();
  }

  /** Requests that looking up these numbers of rows takes; of a stream, once it was read. */
  long requests(long... groups) {
    long each = rules.maxKeys();
    if (!asks()) {
      return 0;
    }
    return call.isEmpty()
        ? (LongStream.of(groups).sum() == 0 ? 0 : pages)
        : LongStream.of(groups).map(rows -> (rows + each - 1) / each).sum();
  }

  /** Whether the target is asked, so that what it answers tells whether a row is there. */
  boolean asks() {
    return rules.asks();
  }

  /** Whether rows are held against what is found. */
  boolean compares() {
    return rules.compare();
  }

  /** What the record has in the fields that can be written. */
  @Nullable Object fields(Map<String, @Nullable Object> record) {
    return rules.fields().isEmpty() ? record : FieldPath.of(rules.fields()).get(record);
  }

  private Optional<String> id(Map<String, @Nullable Object> record) {
    List<String> path = rules.id().isEmpty() ? List.of("id") : rules.id();
    return Optional.ofNullable(FieldPath.of(path).get(record)).map(PythonText::of);
  }

  private void readStream() {
    if (!complete) {
      records.clear();
      long before = calls.requests();
      calls.records(rules.stream().orElseThrow(), this::remember);
      pages = calls.requests() - before;
      complete = true;
    }
  }

  /** A key, however it is written: many APIs give back 7.0 for a 7. */
  private static String name(List<@Nullable Object> keys) {
    StringBuilder name = new StringBuilder();
    for (Object key : keys) {
      String text =
          switch (key) {
            case null -> "";
            case Number number ->
                new BigDecimal(PythonText.of(number)).stripTrailingZeros().toPlainString();
            default -> PythonText.of(key);
          };
      name.append(name.isEmpty() ? "" : "|");
      name.append(keys.size() == 1 ? text : text.replace("|", "||"));
    }
    return name.toString();
  }

  private void remember(Map<String, @Nullable Object> record) {
    List<@Nullable Object> keys = new ArrayList<>();
    keyPaths.forEach(path -> keys.add(path.get(record)));
    List<Map<String, @Nullable Object>> known =
        records.computeIfAbsent(name(keys), absent -> new ArrayList<>());
    // An answer may hold more than was asked for, and so come again.
    Optional<String> id = id(record);
    for (Map<String, @Nullable Object> one : known) {
      if (id.isPresent() && id(one).equals(id)) {
        return;
      }
    }
    known.add(record);
  }

  private void ask(List<Row> rows) {
    for (int from = 0; from < rows.size(); from += rules.maxKeys()) {
      List<Row> some = rows.subList(from, Math.min(rows.size(), from + rules.maxKeys()));
      Map<String, @Nullable Object> context = new HashMap<>(some.getFirst().context());
      List<@Nullable Object> keys = new ArrayList<>();
      some.forEach(row -> keys.add(key(row)));
      context.put("keys", keys);
      Optional<RequestBody> body =
          Optional.ofNullable(rules.body())
              .map(
                  tree ->
                      RequestBody.create(
                          Json.of(calls.fill(tree, context)).getBytes(StandardCharsets.UTF_8),
                          JSON));
      Answer answer =
          call.orElseThrow()
              .send(
                  new Call.Outgoing(body, Map.of(), true, Set.copyOf(rules.missingStatuses())),
                  context);
      if (answer.status() < 400) {
        take(Outcomes.response(answer), some.getFirst(), context);
      }
    }
  }

  private @Nullable Object key(Row row) {
    Object template = rules.record();
    Object alone = row.keys.size() == 1 ? row.keys.getFirst() : row.keys;
    return template == null ? alone : calls.fill(template, row.context());
  }

  private void take(Object response, Row asked, Map<String, @Nullable Object> context) {
    Object found = found(response, context);
    List<?> several = found instanceof List<?> list ? list : Collections.singletonList(found);
    for (Object one : several) {
      if (one instanceof Map<?, ?> fields && !fields.isEmpty()) {
        Map<String, @Nullable Object> record = PlainValues.map(fields);
        if (rules.ofKey()) {
          records.computeIfAbsent(name(asked.keys), absent -> new ArrayList<>()).add(record);
        } else {
          remember(record);
        }
      }
    }
  }

  private @Nullable Object found(Object response, Map<String, @Nullable Object> context) {
    if (rules.found().isPresent()) {
      Map<String, @Nullable Object> seen = new HashMap<>(context);
      seen.put("response", response);
      return calls.value(rules.found().get(), seen);
    }
    return rules.records().isEmpty() ? response : FieldPath.of(rules.records()).get(response);
  }
}
