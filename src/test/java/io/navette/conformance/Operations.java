package io.navette.conformance;

import io.navette.connector.rest.date.DatetimeFormat;
import io.navette.connector.rest.manifest.Propagation;
import io.navette.connector.rest.manifest.References;
import io.navette.connector.rest.paging.CursorPagination;
import io.navette.connector.rest.paging.OffsetIncrement;
import io.navette.connector.rest.paging.PageIncrement;
import io.navette.connector.rest.paging.PaginationStrategy;
import io.navette.connector.rest.records.RecordFilter;
import io.navette.connector.rest.records.RecordSelector;
import io.navette.connector.rest.records.Transformation;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Repeats a recorded call. */
final class Operations {
  private Operations() {}

  /** What the call gives here; a Case.Unusable when there is no such operation here. */
  static @Nullable Object run(Case recorded) throws IOException {
    String operation = recorded.operation();
    if (operation.endsWith(".transform")) {
      return transformed(recorded);
    }
    if (operation.endsWith(".next_page_token")) {
      return nextPage(recorded).orElse(null);
    }
    if (operation.endsWith(".interpret_response")) {
      return Answers.interpreted(recorded);
    }
    if (operation.endsWith(".stream_slices")) {
      return slices(recorded);
    }
    return switch (operation) {
      case "ManifestComponentTransformer.propagate_types_and_parameters" ->
          Propagation.propagate(
              String.valueOf(recorded.args().getFirst()),
              PlainValues.map(recorded.args().get(1)),
              PlainValues.map(recorded.args().get(2)),
              PlainValues.truthy(recorded.argument(3, "use_parent_parameters")));
      case "ManifestReferenceResolver.preprocess_manifest" ->
          References.resolve(PlainValues.map(recorded.args().getFirst()), "manifest");
      case "DpathExtractor.extract_records" ->
          Components.extracted(
              recorded.argument(0, "response"),
              Components.extractor(recorded.self(), recorded.evaluator()));
      case "DatetimeParser.parse" -> {
        OffsetDateTime moment =
            DatetimeFormat.of(String.valueOf(recorded.argument(1, "format")))
                .parse(String.valueOf(recorded.argument(0, "date")));
        yield moment;
      }
      case "DatetimeParser.format" ->
          DatetimeFormat.of(String.valueOf(recorded.argument(1, "format")))
              .format(moment(recorded.argument(0, "dt")));
      case "RecordFilter.filter_records" -> filtered(recorded);
      case "RecordSelector.select_records" -> selected(recorded);
      default -> throw new Case.Unusable("not among these components");
    };
  }

  static OffsetDateTime moment(@Nullable Object recorded) {
    return OffsetDateTime.parse(String.valueOf(PlainValues.map(recorded).get("datetime")));
  }

  private static Object transformed(Case recorded) {
    Transformation transformation =
        Components.transformation(recorded.self(), recorded.evaluator());
    Map<String, @Nullable Object> record = PlainValues.map(recorded.argument(0, "record"));
    Map<String, @Nullable Object> context = new HashMap<>(recorded.named());
    context.remove("record");
    transformation.transform(record, context);
    return record;
  }

  private static Optional<Object> nextPage(Case recorded) throws IOException {
    Evaluator evaluator = recorded.evaluator();
    return strategy(recorded, evaluator).next(Components.page(recorded, evaluator));
  }

  private static PaginationStrategy strategy(Case recorded, Evaluator evaluator) {
    Object size = recorded.setting("page_size");
    Optional<Long> fixed = size instanceof Long number ? Optional.of(number) : Optional.empty();
    boolean onFirst = PlainValues.truthy(recorded.setting("inject_on_first_request"));
    return switch (Components.kind(recorded.self())) {
      case "PageIncrement" ->
          new PageIncrement(
              fixed,
              recorded.setting("start_from_page") instanceof Long start ? start : 0,
              onFirst);
      case "OffsetIncrement" -> new OffsetIncrement(Components.optional(size), onFirst, evaluator);
      default ->
          new CursorPagination(
              Components.template(recorded.setting("cursor_value")),
              Components.optional(recorded.setting("stop_condition")),
              fixed,
              evaluator);
    };
  }

  private static Object slices(Case recorded) {
    List<@Nullable Object> slices = new ArrayList<>();
    Components.router(recorded.self(), recorded.evaluator())
        .slices()
        .forEach(slice -> slices.add(new LinkedHashMap<>(slice.asValue())));
    return slices;
  }

  private static Object filtered(Case recorded) {
    if (!(recorded.argument(0, "records") instanceof List<?> records)) {
      throw new Case.Unusable("no records");
    }
    RecordFilter filter =
        new RecordFilter(Components.template(recorded.setting("condition")), recorded.evaluator());
    return PlainValues.list(records).stream()
        .filter(record -> filter.keeps(PlainValues.map(record), recorded.named()))
        .toList();
  }

  private static Object selected(Case recorded) throws IOException {
    Evaluator evaluator = recorded.evaluator();
    Optional<RecordFilter> filter =
        Optional.ofNullable(recorded.setting("record_filter"))
            .map(held -> new RecordFilter(Components.template(held), evaluator));
    List<Transformation> transformations = new ArrayList<>();
    for (Object held : PlainValues.list(recorded.setting("transformations"))) {
      if (held instanceof Map<?, ?>) {
        transformations.add(Components.transformation(held, evaluator));
      }
    }
    RecordSelector selector =
        new RecordSelector(
            Components.extractor(recorded.setting("extractor"), evaluator),
            filter,
            transformations,
            Optional.empty(),
            PlainValues.truthy(recorded.setting("transform_before_filtering")));
    List<@Nullable Object> records = new ArrayList<>();
    for (Object body : Components.decoded(recorded.argument(0, "response"), null)) {
      records.addAll(selector.select(body, recorded.named()));
    }
    return records;
  }
}
