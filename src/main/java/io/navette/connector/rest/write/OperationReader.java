package io.navette.connector.rest.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one operation of an object. */
final class OperationReader {
  private static final List<Integer> REFUSED = List.of(400, 402, 404, 406, 409, 410, 412, 413, 422);

  private final String name;
  private final Part part;
  private final Optional<LookupRules> lookup;
  private final Optional<String> idColumn;

  private OperationReader(
      String name, Part part, Optional<LookupRules> lookup, Optional<String> idColumn) {
    this.name = name;
    this.part = part;
    this.lookup = lookup;
    this.idColumn = idColumn;
  }

  private enum Encoding {
    JSON,
    FORM,
    NONE
  }

  private enum AddressedBy {
    ID,
    KEY
  }

  static Operation read(
      String name, Part part, Optional<LookupRules> lookup, Optional<String> idColumn) {
    return new OperationReader(name, part, lookup, idColumn).operation();
  }

  private Operation operation() {
    FieldRule.Nulls nulls = part.choice("nulls", FieldRule.Nulls.class, FieldRule.Nulls.SEND);
    boolean known = name.equals(TargetObject.UPDATE) || name.equals(TargetObject.DELETE);
    AddressedBy by = part.choice("by", AddressedBy.class, known ? AddressedBy.ID : AddressedBy.KEY);
    Encoding encoding = part.choice("encoding", Encoding.class, encoding());
    List<FieldRule> fields = fields(nulls);
    Operation operation =
        new Operation(
            name,
            requester(),
            part.tree("record"),
            fields,
            part.choice("other_columns", Operation.OtherColumns.class, Operation.OtherColumns.SEND),
            part.choice("other_columns_as", Conversion.class, Conversion.AS_IS),
            unsentColumns(),
            part.text("refuse"),
            nulls,
            clearValue(),
            encoding == Encoding.FORM,
            encoding == Encoding.NONE,
            by == AddressedBy.ID,
            part.flag("repeatable", known || name.equals(TargetObject.UPSERT)),
            part.flag("looks_up", false),
            part.flag("replaces", false),
            part.part("batch").map(OperationReader::batching).orElseGet(OperationReader::single),
            part.part("idempotency").map(OperationReader::idempotency),
            outcome(part.part("outcome")),
            part.choice(
                "on_batch_error", Operation.OnBatchError.class, Operation.OnBatchError.SPLIT),
            part.choice("on_unknown_outcome", Operation.OnUnknown.class, Operation.OnUnknown.FAIL),
            part.part("async").map(JobReader::read),
            part.choice("check", Operation.Check.class, Operation.Check.NONE));
    requireLookup(operation);
    part.finish();
    return operation;
  }

  private Map<String, @Nullable Object> requester() {
    return part.component("requester", "HttpRequester")
        .orElseGet(
            () -> {
              part.wrong("", "lacks its requester");
              return Map.of();
            });
  }

  private void requireLookup(Operation operation) {
    if (operation.fillsEmpty() && lookup.isEmpty()) {
      part.wrong("fields", "fill_empty needs the object's lookup, which finds what is there");
    }
    if (operation.looksUp() && lookup.isEmpty()) {
      part.wrong("looks_up", "needs the object's lookup, which finds what is there");
    }
    if (operation.replaces() && lookup.isEmpty()) {
      part.wrong("replaces", "needs the object's lookup, which finds what is there");
    }
  }

  private List<String> unsentColumns() {
    List<String> columns = new ArrayList<>(part.path("unsent_columns"));
    idColumn.ifPresent(columns::add);
    return columns;
  }

  private Encoding encoding() {
    return name.equals(TargetObject.DELETE) && !part.has("record") && !part.has("batch")
        ? Encoding.NONE
        : Encoding.JSON;
  }

  private @Nullable Object clearValue() {
    return part.has("clear_value") ? part.tree("clear_value") : "";
  }

  private List<FieldRule> fields(FieldRule.Nulls nulls) {
    List<FieldRule> rules = new ArrayList<>();
    Optional<Part> fields = part.part("fields");
    if (fields.isPresent()) {
      for (String field : fields.get().names()) {
        rules.add(rule(fields.get(), field, nulls));
      }
    }
    return rules;
  }

  private static FieldRule rule(Part fields, String field, FieldRule.Nulls nulls) {
    List<String> path = List.of(field.split("\\.", -1));
    Object written = fields.tree(field);
    if (!(written instanceof Map<?, ?>)) {
      return new FieldRule(path, Optional.empty(), written, nulls, Conversion.AS_IS, false, true);
    }
    Part rule = fields.part(field).orElseThrow();
    boolean valued = rule.has("value");
    Optional<String> from = rule.text("from");
    if (valued && from.isPresent()) {
      rule.wrong("", "can have from or value, not both");
    }
    FieldRule read =
        new FieldRule(
            path,
            valued ? Optional.empty() : from.or(() -> Optional.of(field)),
            rule.tree("value"),
            rule.choice("null", FieldRule.Nulls.class, nulls),
            rule.choice("as", Conversion.class, Conversion.AS_IS),
            rule.flag("fill_empty", false),
            rule.flag("send", true));
    rule.finish();
    return read;
  }

  private static Batching single() {
    return new Batching(
        1, Long.MAX_VALUE, Batching.Wrap.OBJECT, List.of(), "", Optional.empty(), null);
  }

  private static Batching batching(Part part) {
    long records = part.whole("max_records", 1);
    Batching batching =
        new Batching(
            records,
            part.whole("max_bytes", Long.MAX_VALUE),
            part.choice(
                "wrap",
                Batching.Wrap.class,
                records == 1 ? Batching.Wrap.OBJECT : Batching.Wrap.ARRAY),
            part.path("body_path"),
            part.text("map_key", "{{ idempotency_key }}"),
            part.text("group_by"),
            part.tree("body"));
    if (batching.wrap() == Batching.Wrap.OBJECT && records > 1) {
      part.wrong("wrap", "object holds one record; use array or map");
    }
    part.finish();
    return batching;
  }

  private static Operation.Idempotency idempotency(Part part) {
    Operation.Idempotency idempotency =
        new Operation.Idempotency(
            part.text("header"), part.path("field"), part.text("value", "{{ idempotency_key }}"));
    if (idempotency.header().isPresent() != idempotency.field().isEmpty()) {
      part.wrong("", "needs either header or field");
    }
    part.finish();
    return idempotency;
  }

  private static OutcomeRules outcome(Optional<Part> given) {
    if (given.isEmpty()) {
      return OutcomeReader.usual(Set.copyOf(REFUSED));
    }
    return OutcomeReader.read(given.get(), REFUSED);
  }
}
