package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One component of a manifest with the evaluator of its templates. */
record Component(Map<String, @Nullable Object> fields, Interpolation evaluator) {

  static Component of(@Nullable Object fields, Interpolation outer) {
    Map<String, @Nullable Object> held = PlainValues.map(fields);
    return new Component(held, outer.within(held.get("$parameters")));
  }

  String type() {
    return String.valueOf(fields.get("type"));
  }

  @Nullable Object get(String name) {
    return fields.get(name);
  }

  Optional<Component> child(String name) {
    return get(name) instanceof Map<?, ?> found
        ? Optional.of(of(found, evaluator))
        : Optional.empty();
  }

  Component needed(String name) {
    return child(name)
        .orElseThrow(
            () -> new Failure.Configuration("the " + type() + " has no " + name, "add it"));
  }

  /** The components of a list; one alone counts as a list. */
  List<Component> children(String name) {
    List<Component> children = new ArrayList<>();
    if (get(name) instanceof List<?> items) {
      items.forEach(item -> children.add(of(item, evaluator)));
    } else {
      child(name).ifPresent(children::add);
    }
    return children;
  }

  /** As written; empty when it is missing, null or an empty text. */
  Optional<String> template(String name) {
    return Optional.ofNullable(get(name)).map(PythonText::of).filter(text -> !text.isEmpty());
  }

  /** Evaluated without anything but the configuration; empty when that gives nothing. */
  Optional<String> text(String name) {
    return template(name)
        .map(template -> evaluator.text(template, Map.of()))
        .filter(text -> !text.isEmpty());
  }

  String neededText(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    "the " + name + " of the " + type() + " is empty",
                    "check the connection's config"));
  }

  Optional<Long> integer(String name) {
    return template(name)
        .map(
            template -> {
              Object value = evaluator.evaluate(template, Map.of());
              if (value instanceof Number number) {
                return number.longValue();
              }
              throw new Failure.Configuration(
                  "the " + name + " of the " + type() + " is not a number", "");
            });
  }

  Optional<Double> number(String name) {
    return template(name)
        .map(template -> evaluator.evaluate(template, Map.of()))
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).doubleValue());
  }

  boolean flag(String name) {
    return get(name) instanceof String text
        ? evaluator.condition(text, Map.of())
        : PlainValues.truthy(get(name));
  }

  /** The texts of a list, evaluated. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (get(name) instanceof List<?> items) {
      items.forEach(item -> texts.add(evaluator.text(PythonText.of(item), Map.of())));
    } else {
      text(name).ifPresent(texts::add);
    }
    return texts;
  }

  FieldPath path(String name) {
    return FieldPath.of(texts(name));
  }

  Failure unsupported(String what) {
    return new Failure.Configuration(what + " can't be run yet: " + type(), "");
  }
}
