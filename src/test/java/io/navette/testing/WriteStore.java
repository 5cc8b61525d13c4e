package io.navette.testing;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of a server for writing. Nothing makes sure that they are unique. */
final class WriteStore {
  private final WriteFixture fixture;
  private final Map<String, Map<String, @Nullable Object>> records = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> kept = new HashMap<>();
  private long next;

  WriteStore(WriteFixture fixture) {
    this.fixture = fixture;
    this.next = fixture.firstId();
  }

  List<Map<String, @Nullable Object>> all() {
    return new ArrayList<>(records.values());
  }

  /** What an endpoint does with a request, and answers. */
  WriteServer.Reply reply(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> request, String does) {
    Map<String, @Nullable Object> context = new HashMap<>(request);
    context.put("kept", new HashMap<>(kept));
    switch (does) {
      case "list" -> context.put("records", shapes(List.copyOf(records.keySet())));
      case "search", "read" -> {
        List<@Nullable Object> found = shapes(found(endpoint, context));
        context.put("records", found);
        if (found.isEmpty() && endpoint.containsKey("none")) {
          return answer(PlainValues.map(endpoint.get("none")), context, 404);
        }
      }
      case "answer" -> {}
      default -> {
        List<@Nullable Object> results = new ArrayList<>();
        List<@Nullable Object> inputs = inputs(endpoint, context);
        boolean atomic = !Boolean.FALSE.equals(endpoint.get("atomic"));
        Optional<Map<String, @Nullable Object>> fault =
            inputs.stream()
                .map(input -> refusal(endpoint, context, input))
                .flatMap(Optional::stream)
                .findFirst();
        if (atomic && fault.isPresent()) {
          context.putAll(fault.get());
          return answer(PlainValues.map(endpoint.get("refused")), context, 400);
        }
        for (int i = 0; i < inputs.size(); i++) {
          results.add(apply(endpoint, context, does, inputs.get(i), i));
        }
        context.put("results", results);
        entries(endpoint, context, results);
        context.put("record", WriteServer.fields(results.getFirst()).get("record"));
        context.put("id", WriteServer.fields(results.getFirst()).get("id"));
        context.put("created", WriteServer.fields(results.getFirst()).get("created"));
        if (Boolean.TRUE.equals(WriteServer.fields(results.getFirst()).get("missing"))
            && endpoint.containsKey("none")) {
          return answer(PlainValues.map(endpoint.get("none")), context, 404);
        }
      }
    }
    kept.putAll(WriteServer.fields(Templates.fill(endpoint.get("keeps"), context)));
    return answer(endpoint, context, 200);
  }

  /** What the answer says of each input: a list of all, of the accepted, of the refused, a map. */
  private static void entries(
      Map<String, @Nullable Object> endpoint,
      Map<String, @Nullable Object> context,
      List<@Nullable Object> results) {
    List<@Nullable Object> all = new ArrayList<>();
    List<@Nullable Object> accepted = new ArrayList<>();
    List<@Nullable Object> refused = new ArrayList<>();
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (Object result : results) {
      Map<String, @Nullable Object> seen = new HashMap<>(context);
      seen.putAll(WriteServer.fields(result));
      boolean ok = Boolean.TRUE.equals(seen.get("ok"));
      Object entry = Templates.fill(endpoint.get(ok ? "entry" : "refused_entry"), seen);
      all.add(entry);
      (ok ? accepted : refused).add(entry);
      named.put(
          PythonText.of(WriteServer.fields(seen.get("input")).getOrDefault("name", "")), entry);
    }
    context.put("entries", all);
    context.put("accepted", accepted);
    context.put("refused", refused);
    context.put("named", named);
  }

  private static WriteServer.Reply answer(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> context, int usual) {
    Object status = Templates.fill(endpoint.get("status"), context);
    return new WriteServer.Reply(
        status == null ? usual : Integer.parseInt(PythonText.of(status)),
        WriteServer.fields(Templates.fill(endpoint.get("headers"), context)),
        Templates.fill(endpoint.get("answer"), context));
  }

  private static List<@Nullable Object> inputs(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> context) {
    Object given =
        endpoint.containsKey("inputs")
            ? Templates.fill(endpoint.get("inputs"), context)
            : context.get("body");
    if (Boolean.TRUE.equals(endpoint.get("map"))) {
      List<@Nullable Object> named = new ArrayList<>();
      WriteServer.fields(given)
          .forEach(
              (name, value) -> {
                Map<String, @Nullable Object> input = new LinkedHashMap<>();
                input.put("name", name);
                input.put("value", value);
                named.add(input);
              });
      return named;
    }
    return given instanceof List<?> several
        ? PlainValues.list(several)
        : new ArrayList<>(List.of(given == null ? Map.of() : given));
  }

  private static Optional<Map<String, @Nullable Object>> refusal(
      Map<String, @Nullable Object> endpoint,
      Map<String, @Nullable Object> context,
      @Nullable Object input) {
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("input", input);
    Object reason = Templates.fill(endpoint.get("refuse"), seen);
    if (reason == null || PythonText.of(reason).isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> refusal = new HashMap<>();
    refusal.put("reason", reason);
    return Optional.of(refusal);
  }

  private Map<String, @Nullable Object> apply(
      Map<String, @Nullable Object> endpoint,
      Map<String, @Nullable Object> context,
      String does,
      @Nullable Object input,
      int index) {
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("input", input);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("index", (long) index);
    result.put("input", input);
    Optional<Map<String, @Nullable Object>> refusal = refusal(endpoint, context, input);
    result.put("ok", refusal.isEmpty());
    refusal.ifPresent(result::putAll);
    if (refusal.isEmpty()) {
      String id = target(endpoint, seen, does);
      boolean created = !records.containsKey(id);
      result.put("created", created);
      result.put("missing", created && (does.equals("update") || does.equals("delete")));
      change(id, does, created, WriteServer.fields(fields(endpoint, seen)));
      result.put("id", identifier(id));
      result.put("record", shape(id));
    }
    return result;
  }

  private void change(
      String id, String does, boolean created, Map<String, @Nullable Object> fields) {
    if (does.equals("delete")) {
      records.remove(id);
    } else if (!(created && does.equals("update"))) {
      records.computeIfAbsent(id, absent -> new LinkedHashMap<>()).putAll(fields);
    }
  }

  private static @Nullable Object fields(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> seen) {
    return endpoint.containsKey("fields")
        ? Templates.fill(endpoint.get("fields"), seen)
        : seen.get("input");
  }

  private String target(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> seen, String does) {
    if (endpoint.containsKey("id")) {
      Object id = Templates.fill(endpoint.get("id"), seen);
      if (id != null && !PythonText.of(id).isEmpty()) {
        return PythonText.of(id);
      }
    }
    if (does.equals("upsert")) {
      String key = PythonText.of(Templates.fill(endpoint.get("key"), seen));
      Optional<String> known = ids(List.of(key)).stream().findFirst();
      if (known.isPresent()) {
        return known.get();
      }
    }
    return fixture.idPrefix() + next++;
  }

  private List<String> found(
      Map<String, @Nullable Object> endpoint, Map<String, @Nullable Object> context) {
    Object keys = Templates.fill(endpoint.get("keys"), context);
    List<String> wanted = new ArrayList<>();
    if (keys instanceof List<?> several) {
      several.forEach(key -> wanted.add(PythonText.of(key)));
    } else if (keys != null) {
      wanted.add(PythonText.of(keys));
    }
    if (!Boolean.TRUE.equals(endpoint.get("by_id"))) {
      return ids(wanted);
    }
    return wanted.stream().filter(records::containsKey).toList();
  }

  private List<String> ids(List<String> keys) {
    return records.entrySet().stream()
        .filter(
            record -> {
              Object value = record.getValue().get(fixture.uniqueBy());
              return value != null && keys.contains(PythonText.of(value));
            })
        .map(Map.Entry::getKey)
        .toList();
  }

  private Object identifier(String id) {
    return fixture.textIds() || !id.matches("\\d{1,18}") ? (Object) id : (Object) Long.valueOf(id);
  }

  private List<@Nullable Object> shapes(List<String> ids) {
    List<@Nullable Object> shapes = new ArrayList<>();
    ids.forEach(id -> shapes.add(shape(id)));
    return shapes;
  }

  private @Nullable Object shape(String id) {
    Map<String, @Nullable Object> stored = records.getOrDefault(id, Map.of());
    if (fixture.shape() != null) {
      Map<String, @Nullable Object> seen = new HashMap<>();
      seen.put("id", identifier(id));
      seen.put("stored", stored);
      return Templates.fill(fixture.shape(), seen);
    }
    Map<String, @Nullable Object> shape = new LinkedHashMap<>(stored);
    shape.put("id", identifier(id));
    return shape;
  }
}
