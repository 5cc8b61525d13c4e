package io.navette.connector.rest.write;

import io.navette.connector.rest.engine.Call;
import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.http.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads out of the answers of an operation what became of each row. */
final class Outcomes {
  private static final int LONGEST = 500;

  private final Operation operation;
  private final OutcomeRules rules;
  private final Bodies bodies;
  private final Calls calls;

  Outcomes(Operation operation, Bodies bodies, Calls calls) {
    this.operation = operation;
    this.rules = operation.outcome();
    this.bodies = bodies;
    this.calls = calls;
  }

  /**
   * What an answer says.
   *
   * @param accepted false when it refuses all rows together
   */
  record Reply(boolean accepted, String message, List<Result> results) {
    Reply {
      results = List.copyOf(results);
    }
  }

  /** What an answer to these rows says. */
  Reply read(Answer answer, List<Row> rows) {
    Map<String, @Nullable Object> seen = seen(answer);
    boolean success =
        rules.success().map(template -> calls.holds(template, seen)).orElse(answer.status() < 400);
    boolean entries = rules.results().isPresent() || rules.errors().isPresent();
    if (!success && rows.size() > 1) {
      Object whole = seen.get("response");
      seen.put("result", whole);
      return new Reply(false, message(seen, whole), List.of());
    }
    if (!success || !entries) {
      return new Reply(true, "", rows.stream().map(row -> whole(row, seen, success)).toList());
    }
    return new Reply(true, "", entries(rows, seen));
  }

  private static Map<String, @Nullable Object> seen(Answer answer) {
    Map<String, @Nullable Object> seen = new HashMap<>();
    seen.put("status", (long) answer.status());
    seen.put("headers", Call.headers(answer));
    seen.put("response", response(answer));
    return seen;
  }

  static Object response(Answer answer) {
    try {
      Object body = answer.body().length == 0 ? null : JsonValues.parse(answer.text());
      return body == null ? Map.of() : body;
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> seen, Row row, @Nullable Object entry) {
    Map<String, @Nullable Object> context = new HashMap<>(seen);
    context.putAll(row.context());
    context.put("result", entry);
    return context;
  }

  /** The answer speaks of this row alone, or of all alike. */
  private Result whole(Row row, Map<String, @Nullable Object> seen, boolean success) {
    Object entry = seen.get("response");
    Map<String, @Nullable Object> context = with(seen, row, entry);
    return success ? judged(row, entry, context) : refused(row, entry, context);
  }

  /** What entries say; {@code seen} holds {@code response} and, for a job, may lack the rest. */
  List<Result> entries(List<Row> rows, Map<String, @Nullable Object> seen) {
    Map<Row, Result> found = new HashMap<>();
    seen.put("key_columns", rows.getFirst().keyColumns);
    Object response = seen.get("response");
    boolean unmentioned = calls.holds(rules.unmentioned(), seen);
    rules.results().ifPresent(path -> join(at(path, response), rows, seen, false, found));
    rules.errors().ifPresent(path -> join(at(path, response), rows, seen, true, found));
    List<Result> results = new ArrayList<>();
    for (Row row : rows) {
      Result result = found.get(row);
      if (result != null) {
        results.add(result);
      } else if (unmentioned) {
        results.add(done(row, null, with(seen, row, Map.of())));
      } else {
        results.add(
            new Result(
                row,
                Result.Kind.REFUSED,
                Optional.empty(),
                "the answer does not speak of this row"));
      }
    }
    return results;
  }

  private static @Nullable Object at(List<String> path, @Nullable Object response) {
    return path.isEmpty() ? response : FieldPath.of(path).get(response);
  }

  /**
   * Joins the entries of a list or a map to their rows.
   *
   * @param refused whether they are those of refused rows
   */
  void join(
      @Nullable Object entries,
      List<Row> rows,
      Map<String, @Nullable Object> seen,
      boolean refused,
      Map<Row, Result> into) {
    if (entries instanceof Map<?, ?> named) {
      for (Row row : rows) {
        Object entry = PlainValues.map(named).get(bodies.mapKey(row));
        if (entry != null) {
          put(row, entry, seen, refused, into);
        }
      }
    } else if (entries instanceof List<?> items && rules.matchBy() == OutcomeRules.MatchBy.SENT) {
      SentRecords sent =
          new SentRecords(rows.stream().filter(row -> !into.containsKey(row)).toList(), bodies);
      items.forEach(
          entry -> sent.take(entry).ifPresent(row -> put(row, entry, seen, refused, into)));
    } else if (entries instanceof List<?> items) {
      Map<String, Row> byKey = byKey(rows, seen);
      for (int i = 0; i < items.size(); i++) {
        Object entry = items.get(i);
        for (Object key : keys(entry, i, seen)) {
          Row row = byKey.get(PythonText.of(key == null ? "" : key));
          if (row != null) {
            put(row, entry, seen, refused, into);
          }
        }
      }
    }
  }

  /** The keys or indexes of the records an entry speaks of: one, or several of them. */
  private List<@Nullable Object> keys(
      @Nullable Object entry, int index, Map<String, @Nullable Object> seen) {
    Object key = (long) index;
    if (rules.entryKeyTemplate().isPresent()) {
      Map<String, @Nullable Object> context = new HashMap<>(seen);
      context.put("result", entry);
      key = calls.value(rules.entryKeyTemplate().get(), context);
    } else if (!rules.entryKey().isEmpty()) {
      key = at(rules.entryKey(), entry);
    }
    return several(key);
  }

  private static List<@Nullable Object> several(@Nullable Object key) {
    return key instanceof List<?> several
        ? PlainValues.list(several)
        : new ArrayList<@Nullable Object>(Collections.singletonList(key));
  }

  private void put(
      Row row,
      @Nullable Object entry,
      Map<String, @Nullable Object> seen,
      boolean refused,
      Map<Row, Result> into) {
    Map<String, @Nullable Object> context = with(seen, row, entry);
    into.put(row, refused ? refused(row, entry, context) : judged(row, entry, context));
  }

  private Map<String, Row> byKey(List<Row> rows, Map<String, @Nullable Object> seen) {
    Map<String, Row> byKey = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Object key =
          rules.matchBy() == OutcomeRules.MatchBy.INDEX
              ? (Object) (long) i
              : calls.value(rules.key(), with(seen, row, Map.of()));
      several(key).forEach(one -> byKey.putIfAbsent(PythonText.of(one == null ? "" : one), row));
    }
    return byKey;
  }

  private Result judged(Row row, @Nullable Object entry, Map<String, @Nullable Object> context) {
    boolean success =
        rules.recordSuccess().map(template -> calls.holds(template, context)).orElse(true);
    return success ? done(row, entry, context) : refused(row, entry, context);
  }

  private Result done(Row row, @Nullable Object entry, Map<String, @Nullable Object> context) {
    return new Result(row, kind(row, context), id(entry, context), "");
  }

  private Result.Kind kind(Row row, Map<String, @Nullable Object> context) {
    if (rules.unchanged().filter(template -> calls.holds(template, context)).isPresent()) {
      return Result.Kind.UNCHANGED;
    }
    if (rules.created().isPresent()) {
      return calls.holds(rules.created().get(), context)
          ? Result.Kind.CREATED
          : Result.Kind.UPDATED;
    }
    return switch (operation.name()) {
      case TargetObject.INSERT -> Result.Kind.CREATED;
      case TargetObject.DELETE -> Result.Kind.DELETED;
      case TargetObject.UPSERT ->
          row.existing == null && Long.valueOf(201).equals(context.get("status"))
              ? Result.Kind.CREATED
              : Result.Kind.UPDATED;
      default -> Result.Kind.UPDATED;
    };
  }

  private Optional<String> id(@Nullable Object entry, Map<String, @Nullable Object> context) {
    Object found = FieldPath.of(rules.id()).get(entry);
    if (rules.idTemplate().isPresent()) {
      found = calls.value(rules.idTemplate().get(), context);
    } else if (rules.idHeader().isPresent()) {
      found = header(rules.idHeader().get(), context);
    }
    return Optional.ofNullable(found)
        .map(PythonText::of)
        .filter(text -> !text.isEmpty())
        .flatMap(this::part);
  }

  private static @Nullable Object header(String name, Map<String, @Nullable Object> context) {
    if (context.get("headers") instanceof Map<?, ?> headers) {
      for (Map.Entry<String, @Nullable Object> header : PlainValues.map(headers).entrySet()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return header.getValue();
        }
      }
    }
    return null;
  }

  private Optional<String> part(String text) {
    if (rules.idPattern().isEmpty()) {
      return Optional.of(text);
    }
    Matcher matcher = Pattern.compile(rules.idPattern()).matcher(text);
    return matcher.find()
        ? Optional.of(matcher.group(Math.min(1, matcher.groupCount())))
        : Optional.empty();
  }

  private Result refused(Row row, @Nullable Object entry, Map<String, @Nullable Object> context) {
    String message = message(context, entry);
    if (holds(rules.exists(), context)) {
      Optional<String> id =
          rules
              .existingId()
              .map(template -> calls.value(template, context))
              .map(PythonText::of)
              .filter(text -> !text.isEmpty());
      return new Result(row, Result.Kind.EXISTS, id, message);
    }
    boolean missing =
        rules.missing().isPresent()
            ? holds(rules.missing(), context)
            : operation.byId() && Long.valueOf(404).equals(context.get("status"));
    if (missing) {
      boolean gone = operation.name().equals(TargetObject.DELETE);
      Result.Kind kind = gone ? Result.Kind.DELETED : Result.Kind.MISSING;
      return new Result(row, kind, Optional.empty(), message);
    }
    return new Result(row, forNow(context), Optional.empty(), message);
  }

  private Result.Kind forNow(Map<String, @Nullable Object> context) {
    if (holds(rules.stale(), context)) {
      return Result.Kind.STALE;
    }
    return holds(rules.retryable(), context) ? Result.Kind.RETRY : Result.Kind.REFUSED;
  }

  private boolean holds(Optional<String> template, Map<String, @Nullable Object> context) {
    return template.filter(found -> calls.holds(found, context)).isPresent();
  }

  private String message(Map<String, @Nullable Object> context, @Nullable Object entry) {
    Optional<String> code = said(rules.errorCode(), context);
    String message =
        said(rules.errorMessage(), context)
            .or(() -> Messages.of(entry))
            .orElse("HTTP " + context.get("status"));
    String whole = code.map(found -> found + ": " + message).orElse(message);
    return calls.hide(whole.length() > LONGEST ? whole.substring(0, LONGEST) + "..." : whole);
  }

  private Optional<String> said(Optional<String> template, Map<String, @Nullable Object> context) {
    return template
        .map(found -> calls.value(found, context))
        .map(PythonText::of)
        .filter(text -> !text.isBlank());
  }
}
