package io.navette.connector.rest.engine;

import io.navette.connector.rest.records.Transformation;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest's spec does to the configuration before anything sees it: migrations of older
 * ones, transformations, then validations.
 */
final class ConfigRules {
  private final InstantSource clock;
  private final Optional<Map<String, @Nullable Object>> rules;

  ConfigRules(Optional<Map<String, @Nullable Object>> spec, InstantSource clock) {
    this.clock = clock;
    this.rules =
        spec.map(found -> found.get("config_normalization_rules"))
            .filter(Map.class::isInstance)
            .map(PlainValues::map);
  }

  /** Changes the configuration in place. */
  void normalize(Map<String, @Nullable Object> config) {
    rules.ifPresent(
        found -> {
          for (Object migration :
              PlainValues.list(found.getOrDefault("config_migrations", List.of()))) {
            transform(PlainValues.map(migration), config);
          }
          transform(found, config);
        });
  }

  private void transform(
      Map<String, @Nullable Object> holder, Map<String, @Nullable Object> config) {
    for (Object each : PlainValues.list(holder.getOrDefault("transformations", List.of()))) {
      Component rule = Component.of(each, Interpolation.of(clock, PlainValues.copyOf(config)));
      if (rule.type().equals("ConfigRemapField")) {
        remap(rule, config);
      } else {
        transformation(rule).transform(config, Map.of());
      }
    }
  }

  private static Transformation transformation(Component rule) {
    return switch (rule.type()) {
      case "ConfigAddFields" -> Selectors.addFields(rule);
      case "ConfigRemoveFields" -> Selectors.removeFields(rule);
      default -> throw rule.unsupported("the configuration");
    };
  }

  private static void remap(Component rule, Map<String, @Nullable Object> config) {
    Object map =
        rule.get("map") instanceof String template
            ? rule.evaluator().evaluate(template, Map.of())
            : rule.get("map");
    FieldPath path = rule.path("field_path");
    Object value = path.get(config);
    if (value != null && map instanceof Map<?, ?> changes) {
      String key = PythonText.of(value);
      if (changes.containsKey(key)) {
        path.put(config, PlainValues.map(changes).get(key));
      }
    }
  }

  /**
   * Refuses a configuration its manifest calls wrong.
   *
   * @param connection for the message
   */
  void validate(Map<String, @Nullable Object> config, String connection) {
    rules.ifPresent(
        found -> {
          Interpolation evaluator = Interpolation.of(clock, config);
          for (Object each : PlainValues.list(found.getOrDefault("validations", List.of()))) {
            validate(Component.of(each, evaluator), config, connection);
          }
        });
  }

  private static void validate(
      Component validator, Map<String, @Nullable Object> config, String connection) {
    JsonSchemaCheck check = new JsonSchemaCheck(schema(validator.needed("validation_strategy")));
    List<@Nullable Object> values = new ArrayList<>();
    String where;
    if (validator.type().equals("DpathValidator")) {
      FieldPath path = validator.path("field_path");
      values.addAll(path.all(config));
      where = "config." + String.join(".", path.steps());
    } else if (validator.type().equals("PredicateValidator")) {
      Object value = validator.get("value");
      values.add(
          value instanceof String template
              ? validator.evaluator().evaluate(template, Map.of())
              : value);
      where = "config";
    } else {
      throw validator.unsupported("the configuration");
    }
    for (Object value : values) {
      check
          .problem(value)
          .ifPresent(
              problem -> {
                throw new Failure.Configuration(
                    connection + ": " + where + ": " + problem,
                    "the manifest's spec asks for it; correct the connection's config");
              });
    }
  }

  private static Map<String, @Nullable Object> schema(Component strategy) {
    if (!strategy.type().equals("ValidateAdheresToSchema")) {
      throw strategy.unsupported("the configuration");
    }
    Object schema = strategy.get("base_schema");
    if (schema instanceof String text) {
      Object evaluated = strategy.evaluator().evaluate(text, Map.of());
      try {
        schema = evaluated instanceof String json ? JsonValues.parse(json) : evaluated;
      } catch (IOException e) {
        throw new Failure.Configuration("the base_schema of the manifest is no JSON", "", e);
      }
    }
    return PlainValues.map(schema);
  }
}
