package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes streams out of a template: one for each set of values its resolver finds. */
final class DynamicStreams {
  private static final int MOST = 10_000;

  private final Component dynamic;
  private final Component resolver;
  private final Clients clients;

  private DynamicStreams(Component dynamic, Clients clients) {
    this.dynamic = dynamic;
    this.resolver = dynamic.needed("components_resolver");
    this.clients = clients;
  }

  /** The streams of a template, in order. Asks the API where its resolver does. */
  static List<StreamDefinition> of(
      StreamDefinition definition, Interpolation evaluator, Clients clients) {
    Component dynamic = Component.of(definition.component(), evaluator);
    DynamicStreams streams = new DynamicStreams(dynamic, clients);
    List<StreamDefinition> made = new ArrayList<>();
    for (Map<String, @Nullable Object> context : streams.contexts()) {
      made.add(Manifest.generated(definition, streams.make(context)));
      if (made.size() > MOST) {
        throw new Failure.Configuration(
            clients.settings().connection() + ": " + definition.path() + " makes too many streams",
            "narrow what its components_resolver finds");
      }
    }
    return made;
  }

  /** What the templates of each stream's mapping see. */
  private List<Map<String, @Nullable Object>> contexts() {
    List<Map<String, @Nullable Object>> contexts = new ArrayList<>();
    switch (resolver.type()) {
      case "HttpComponentsResolver" ->
          FetchedRecords.each(
              "the streams",
              resolver.needed("retriever"),
              clients,
              (record, slice) -> contexts.add(context(record, slice)));
      case "ConfigComponentsResolver" ->
          configured().forEach(values -> contexts.add(context(values, Slice.whole())));
      case "ParametrizedComponentsResolver" ->
          PlainValues.list(
                  resolver.needed("stream_parameters").get("list_of_parameters_for_stream"))
              .forEach(values -> contexts.add(context(values, Slice.whole())));
      default -> throw resolver.unsupported("the stream");
    }
    return contexts;
  }

  private static Map<String, @Nullable Object> context(@Nullable Object values, Slice slice) {
    Map<String, @Nullable Object> context = SliceContext.of(slice, null);
    context.put("components_values", values);
    return context;
  }

  /** Every combination of what the pointers lead to. */
  private List<Map<String, @Nullable Object>> configured() {
    List<Map<String, @Nullable Object>> combinations = List.of(new LinkedHashMap<>());
    List<Component> sources = resolver.children("stream_config");
    for (int source = 0; source < sources.size(); source++) {
      List<@Nullable Object> values = values(sources.get(source));
      List<Map<String, @Nullable Object>> wider = new ArrayList<>();
      for (Map<String, @Nullable Object> combination : combinations) {
        for (int i = 0; i < values.size(); i++) {
          Map<String, @Nullable Object> joined = new LinkedHashMap<>(combination);
          if (values.get(i) instanceof Map<?, ?> fields) {
            joined.putAll(PlainValues.map(fields));
          } else {
            List<@Nullable Object> placed = new ArrayList<>();
            placed.add((long) i);
            placed.add(values.get(i));
            joined.put("source_config_" + source, placed);
          }
          wider.add(joined);
        }
      }
      combinations = wider;
    }
    return combinations;
  }

  private static List<@Nullable Object> values(Component source) {
    Object found = source.path("configs_pointer").get(source.evaluator().config());
    List<@Nullable Object> values = new ArrayList<>();
    if (found instanceof List<?> items) {
      values.addAll(items);
    } else if (found != null) {
      values.add(found);
    }
    // Ours: what is configured stands in place of the defaults, not before them.
    boolean instead = source.flag("default_values_if_absent") && !values.isEmpty();
    if (!instead && source.get("default_values") instanceof List<?> defaults) {
      values.addAll(defaults);
    }
    return values;
  }

  private Map<String, @Nullable Object> make(Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> made =
        PlainValues.copyOf(PlainValues.map(dynamic.get("stream_template")));
    context.put("stream_template_config", made);
    for (Component mapping : resolver.children("components_mapping")) {
      boolean applies =
          mapping
              .template("condition")
              .map(condition -> mapping.evaluator().condition(condition, context))
              .orElse(true);
      if (applies) {
        set(mapping, made, context);
      }
    }
    return made;
  }

  private static void set(
      Component mapping,
      Map<String, @Nullable Object> into,
      Map<String, @Nullable Object> context) {
    List<String> steps = new ArrayList<>();
    for (Object step : PlainValues.list(mapping.get("field_path"))) {
      steps.add(mapping.evaluator().text(PythonText.of(step), context));
    }
    Object value = value(mapping, context);
    FieldPath path = FieldPath.of(steps);
    List<FieldPath.Place> places = path.places(into);
    places.forEach(place -> place.set(PlainValues.copy(value)));
    if (places.isEmpty() && mapping.flag("create_or_update")) {
      path.put(into, value);
    }
  }

  /** A text that spells YAML becomes what it spells, so that whole components can be given. */
  private static @Nullable Object value(Component mapping, Map<String, @Nullable Object> context) {
    String template = mapping.template("value").orElse("");
    String type = mapping.template("value_type").orElse("");
    if (type.equals("string")) {
      return mapping.evaluator().text(template, context);
    }
    Object value = mapping.evaluator().evaluate(template, context);
    boolean fits =
        switch (type) {
          case "integer" -> value instanceof Long || value instanceof BigInteger;
          case "number" -> value instanceof Double || value instanceof BigDecimal;
          case "boolean" -> value instanceof Boolean;
          default -> true;
        };
    Object taken = fits ? value : mapping.evaluator().text(template, context);
    return taken instanceof String text ? Manifest.value(text) : taken;
  }
}
