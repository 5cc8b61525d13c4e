package io.navette.connector.rest.engine;

import io.navette.connector.rest.records.AddFields;
import io.navette.connector.rest.records.DpathExtractor;
import io.navette.connector.rest.records.DpathFlattenFields;
import io.navette.connector.rest.records.EntriesExtractor;
import io.navette.connector.rest.records.FlattenFields;
import io.navette.connector.rest.records.IdsOfObjects;
import io.navette.connector.rest.records.JsonDates;
import io.navette.connector.rest.records.KeysReplace;
import io.navette.connector.rest.records.KeysToLower;
import io.navette.connector.rest.records.KeysToSnakeCase;
import io.navette.connector.rest.records.ListsExtractor;
import io.navette.connector.rest.records.RecordExpander;
import io.navette.connector.rest.records.RecordExtractor;
import io.navette.connector.rest.records.RecordFilter;
import io.navette.connector.rest.records.RecordSelector;
import io.navette.connector.rest.records.RemoveFields;
import io.navette.connector.rest.records.RenameFields;
import io.navette.connector.rest.records.SchemaNormalization;
import io.navette.connector.rest.records.Transformation;
import io.navette.connector.rest.records.ValuesExtractor;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds what takes the records out of a response. */
final class Selectors {
  private Selectors() {}

  /**
   * @param stream whose transformations and schema count
   */
  static RecordSelector of(Component selector, Component stream, Clients clients) {
    return of(selector, extractor(selector.needed("extractor")), stream, clients);
  }

  /** With records that are found otherwise than the selector says. */
  static RecordSelector of(
      Component selector, RecordExtractor extractor, Component stream, Clients clients) {
    List<Transformation> transformations = new ArrayList<>();
    stream.children("transformations").forEach(item -> transformations.add(transformation(item)));
    FileUploader.of(stream, clients).ifPresent(transformations::add);
    Optional<RecordFilter> filter =
        selector
            .child("record_filter")
            .map(
                component ->
                    new RecordFilter(
                        component.template("condition").orElse(""), component.evaluator()));
    return new RecordSelector(
        extractor,
        filter,
        transformations,
        normalization(selector, stream, clients),
        selector.flag("transform_before_filtering"));
  }

  private static Optional<SchemaNormalization> normalization(
      Component selector, Component stream, Clients clients) {
    return "Default".equals(selector.get("schema_normalization"))
        ? SchemaLoaders.of(stream, clients).map(SchemaNormalization::new)
        : Optional.empty();
  }

  /** The response itself, or the items of it where it is a list. */
  static RecordExtractor whole() {
    return new DpathExtractor(FieldPath.of(List.of()), Optional.empty());
  }

  static RecordExtractor extractor(Component extractor) {
    if (extractor.type().equals("ResponseToFileExtractor")) {
      return whole();
    }
    if (extractor.type().equals("navette:EntriesExtractor")) {
      return new EntriesExtractor(extractor.path("field_path"), extractor.neededText("key_field"));
    }
    if (extractor.type().equals("navette:ListsExtractor")) {
      return new ListsExtractor(extractor.path("field_path"), extractor.neededText("key_field"));
    }
    if (extractor.type().equals("navette:ValuesExtractor")) {
      return new ValuesExtractor(extractor.path("field_path"), extractor.neededText("value_field"));
    }
    if (!extractor.type().equals("DpathExtractor")) {
      throw extractor.unsupported("the extractor");
    }
    List<@Nullable Object> steps =
        extractor.get("field_path") instanceof List<?> list ? PlainValues.list(list) : List.of();
    return new DpathExtractor(
        DpathExtractor.path(steps, extractor.evaluator()),
        extractor.child("record_expander").map(Selectors::expander));
  }

  private static RecordExpander expander(Component expander) {
    return new RecordExpander(
        expander.path("expand_records_from_field"),
        expander.flag("remain_original_record"),
        "emit_parent".equals(expander.get("on_no_records")));
  }

  static Transformation transformation(Component component) {
    Interpolation evaluator = component.evaluator();
    return switch (component.type()) {
      case "AddFields" -> addFields(component);
      case "RemoveFields" -> removeFields(component);
      case "KeysToLower" -> new KeysToLower();
      case "KeysToSnakeCase" -> new KeysToSnakeCase();
      case "KeysReplace" ->
          new KeysReplace(
              component.template("old").orElse(""),
              component.template("new").orElse(""),
              evaluator);
      case "FlattenFields" -> new FlattenFields(component.flag("flatten_lists"));
      case "DpathFlattenFields" -> flatten(component);
      case "navette:IdsOfObjects" -> new IdsOfObjects(component.texts("fields"));
      case "navette:RenameFields" -> rename(component);
      case "navette:JsonDates" ->
          new JsonDates(
              Set.copyOf(component.texts("days")), Set.copyOf(component.texts("moments")));
      default -> throw component.unsupported("the transformation");
    };
  }

  static Transformation addFields(Component component) {
    return new AddFields(
        added(component), component.template("condition").orElse(""), component.evaluator());
  }

  static Transformation removeFields(Component component) {
    return new RemoveFields(
        pointers(component), component.template("condition").orElse(""), component.evaluator());
  }

  private static Transformation flatten(Component component) {
    Optional<Component> keys = component.child("key_transformation");
    return new DpathFlattenFields(
        component.path("field_path"),
        component.flag("delete_origin_value"),
        component.flag("replace_record"),
        keys.flatMap(found -> found.text("prefix")).orElse(""),
        keys.flatMap(found -> found.text("suffix")).orElse(""));
  }

  private static Transformation rename(Component component) {
    Map<String, String> names = new LinkedHashMap<>();
    PlainValues.map(component.get("names"))
        .forEach((name, renamed) -> names.put(name, String.valueOf(renamed)));
    return new RenameFields(component.path("field_path"), names);
  }

  private static List<FieldPath> pointers(Component component) {
    List<FieldPath> pointers = new ArrayList<>();
    for (Object pointer : PlainValues.list(component.get("field_pointers"))) {
      pointers.add(FieldPath.of(PlainValues.list(pointer).stream().map(PythonText::of).toList()));
    }
    return pointers;
  }

  private static List<AddFields.Field> added(Component component) {
    return component.children("fields").stream()
        .map(
            field ->
                new AddFields.Field(
                    field.path("path"), field.get("value"), field.template("value_type")))
        .toList();
  }
}
