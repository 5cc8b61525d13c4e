package io.navette.conformance;

import io.navette.connector.rest.cursor.Clamping;
import io.navette.connector.rest.cursor.CursorSettings;
import io.navette.connector.rest.cursor.DatetimeBasedCursor;
import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.date.IsoDuration;
import io.navette.connector.rest.date.MinMaxDatetime;
import io.navette.connector.rest.decode.Decoder;
import io.navette.connector.rest.decode.JsonDecoder;
import io.navette.connector.rest.decode.XmlDecoder;
import io.navette.connector.rest.paging.Page;
import io.navette.connector.rest.paging.ResponseHeaders;
import io.navette.connector.rest.partition.CartesianProductStreamSlicer;
import io.navette.connector.rest.partition.ListPartitionRouter;
import io.navette.connector.rest.partition.PartitionRouter;
import io.navette.connector.rest.partition.UnionPartitionRouter;
import io.navette.connector.rest.records.AddFields;
import io.navette.connector.rest.records.DpathExtractor;
import io.navette.connector.rest.records.DpathFlattenFields;
import io.navette.connector.rest.records.FlattenFields;
import io.navette.connector.rest.records.KeysReplace;
import io.navette.connector.rest.records.KeysToLower;
import io.navette.connector.rest.records.KeysToSnakeCase;
import io.navette.connector.rest.records.RecordExpander;
import io.navette.connector.rest.records.RemoveFields;
import io.navette.connector.rest.records.Transformation;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds components from their recorded settings. */
final class Components {
  private Components() {}

  static String kind(@Nullable Object component) {
    return component instanceof Map<?, ?> fields ? String.valueOf(fields.get("__class")) : "";
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object component) {
    if (!(component instanceof Map<?, ?>)) {
      throw new Case.Unusable("recorded as " + component);
    }
    return PlainValues.map(component);
  }

  /** A template, be it a text or an interpolated string. */
  static String template(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> fields when fields.containsKey("string") ->
          String.valueOf(fields.get("string"));
      case Map<?, ?> fields when fields.containsKey("condition") ->
          String.valueOf(fields.get("condition"));
      default -> String.valueOf(value);
    };
  }

  static Optional<String> optional(@Nullable Object value) {
    return Optional.of(template(value)).filter(text -> !text.isEmpty());
  }

  static DpathExtractor extractor(@Nullable Object recorded, Evaluator evaluator) {
    Map<String, @Nullable Object> extractor = fields(recorded);
    Optional<RecordExpander> expander =
        Optional.ofNullable(extractor.get("record_expander"))
            .map(Components::fields)
            .map(
                fields ->
                    new RecordExpander(
                        FieldPath.of(texts(fields.get("expand_records_from_field"))),
                        PlainValues.truthy(fields.get("remain_original_record")),
                        "emit_parent".equals(fields.get("on_no_records"))));
    return new DpathExtractor(
        DpathExtractor.path(PlainValues.list(extractor.get("field_path")), evaluator), expander);
  }

  static List<String> texts(@Nullable Object list) {
    List<String> texts = new ArrayList<>();
    PlainValues.list(list).forEach(item -> texts.add(template(item)));
    return texts;
  }

  static List<@Nullable Object> decoded(@Nullable Object response, @Nullable Object decoder)
      throws IOException {
    Map<String, @Nullable Object> fields = fields(response);
    if (!(fields.get("body") instanceof String body)) {
      throw new Case.Unusable("no body");
    }
    List<@Nullable Object> values = new ArrayList<>();
    if (kind(decoder).equals("NoopDecoder")) {
      values.add(new LinkedHashMap<>());
      return values;
    }
    Decoder chosen = kind(decoder).equals("XmlDecoder") ? new XmlDecoder() : new JsonDecoder();
    chosen
        .decode(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
        .forEachRemaining(values::add);
    return values;
  }

  static List<@Nullable Object> extracted(@Nullable Object response, DpathExtractor extractor)
      throws IOException {
    List<@Nullable Object> records = new ArrayList<>();
    for (Object body : decoded(response, null)) {
      records.addAll(extractor.extract(body));
    }
    return records;
  }

  static Page page(Case recorded, Evaluator evaluator) throws IOException {
    Object response = recorded.argument(0, "response");
    boolean hasBody = response instanceof Map<?, ?> fields && fields.get("body") instanceof String;
    Object body = null;
    Map<String, @Nullable Object> headers = Map.of();
    int size = ((Number) Objects.requireNonNull(recorded.argument(1, "last_page_size"))).intValue();
    if (hasBody) {
      body = decoded(response, recorded.setting("decoder")).getFirst();
      headers = ResponseHeaders.of(PlainValues.map(fields(response).get("headers")));
      if (recorded.settings().get("extractor") instanceof Map<?, ?> extractor) {
        size = extracted(response, extractor(extractor, evaluator)).size();
      }
    }
    Object last = recorded.argument(2, "last_record");
    return new Page(
        body,
        headers,
        size,
        last instanceof Map<?, ?> ? PlainValues.map(last) : null,
        recorded.argument(3, "last_page_token_value"));
  }

  static Transformation transformation(@Nullable Object recorded, Evaluator evaluator) {
    Map<String, @Nullable Object> fields = fields(recorded);
    String condition = template(fields.get("condition"));
    return switch (kind(recorded)) {
      case "AddFields" -> new AddFields(added(fields), condition, evaluator);
      case "RemoveFields" -> {
        List<FieldPath> pointers = new ArrayList<>();
        PlainValues.list(fields.get("field_pointers"))
            .forEach(pointer -> pointers.add(FieldPath.of(texts(pointer))));
        yield new RemoveFields(pointers, condition, evaluator);
      }
      case "KeysToLowerTransformation" -> new KeysToLower();
      case "KeysToSnakeCaseTransformation" -> new KeysToSnakeCase();
      case "KeysReplaceTransformation" ->
          new KeysReplace(template(fields.get("old")), template(fields.get("new")), evaluator);
      case "FlattenFields" -> new FlattenFields(PlainValues.truthy(fields.get("flatten_lists")));
      case "DpathFlattenFields" -> {
        Map<?, ?> keys =
            fields.get("key_transformation") instanceof Map<?, ?> held ? held : Map.of();
        yield new DpathFlattenFields(
            DpathExtractor.path(PlainValues.list(fields.get("field_path")), evaluator),
            PlainValues.truthy(fields.get("delete_origin_value")),
            PlainValues.truthy(fields.get("replace_record")),
            template(keys.get("prefix")),
            template(keys.get("suffix")));
      }
      default -> throw new Case.Unusable("unknown transformation " + kind(recorded));
    };
  }

  private static List<AddFields.Field> added(Map<String, @Nullable Object> fields) {
    List<AddFields.Field> added = new ArrayList<>();
    for (Object item : PlainValues.list(fields.get("fields"))) {
      Map<String, @Nullable Object> field = fields(item);
      Object value = field.get("value");
      added.add(
          new AddFields.Field(
              FieldPath.of(texts(field.get("path"))),
              value instanceof Map<?, ?> ? template(value) : value,
              optional(field.get("value_type"))));
    }
    return added;
  }

  static PartitionRouter router(@Nullable Object recorded, Evaluator evaluator) {
    Map<String, @Nullable Object> fields = fields(recorded);
    return switch (kind(recorded)) {
      case "ListPartitionRouter" ->
          ListPartitionRouter.of(
              fields.get("values"), template(fields.get("cursor_field")), evaluator);
      case "UnionPartitionRouter" ->
          new UnionPartitionRouter(
              routers(fields.get("partition_routers"), evaluator),
              template(fields.get("partition_field")));
      case "CartesianProductStreamSlicer" ->
          new CartesianProductStreamSlicer(routers(fields.get("stream_slicers"), evaluator));
      case "DatetimeBasedCursor" -> {
        DatetimeBasedCursor cursor = new DatetimeBasedCursor(settings(fields, evaluator), Map.of());
        yield () -> cursor.windows().stream();
      }
      default -> throw new Case.Unusable("recorded as " + recorded);
    };
  }

  private static List<PartitionRouter> routers(@Nullable Object recorded, Evaluator evaluator) {
    List<PartitionRouter> routers = new ArrayList<>();
    PlainValues.list(recorded).forEach(router -> routers.add(router(router, evaluator)));
    return routers;
  }

  private static CursorSettings settings(
      Map<String, @Nullable Object> fields, Evaluator evaluator) {
    DatetimeFormat format = DatetimeFormat.of(template(fields.get("datetime_format")));
    OffsetDateTime end = moment(fields.get("end_datetime"), format, evaluator);
    return new CursorSettings(
        FieldPath.parse(template(fields.get("cursor_field"))),
        format,
        List.of(),
        moment(fields.get("start_datetime"), format, evaluator),
        () -> end,
        optional(fields.get("step")).map(IsoDuration::parse),
        optional(fields.get("cursor_granularity")).map(IsoDuration::parse),
        optional(fields.get("lookback_window")).map(IsoDuration::parse),
        Clamping.none(),
        optional(fields.get("partition_field_start")).orElse("start_time"),
        optional(fields.get("partition_field_end")).orElse("end_time"),
        false);
  }

  private static OffsetDateTime moment(
      @Nullable Object recorded, DatetimeFormat format, Evaluator evaluator) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(fields(recorded));
    plain.replaceAll((name, value) -> value == null ? null : template(value));
    return MinMaxDatetime.of(plain).moment(evaluator, Optional.of(format.pattern()));
  }
}
