package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands types and {@code $parameters} down the tree: a component without a type gets the default of
 * its place; an unset field of a component is filled from the parameter of its name. The nearer
 * parameter wins, unless the parents' are told to.
 */
public final class Propagation {
  private static final String PARAMETERS = "$parameters";
  private static final String TYPE = "type";

  /** What is sent: a {@code type} among it is the API's own, unless it is a component's. */
  private static final Set<String> SENT =
      Set.of("request_parameters", "request_headers", "request_body_json", "request_body_data");

  private final boolean parentsWin;

  private Propagation(boolean parentsWin) {
    this.parentsWin = parentsWin;
  }

  /**
   * The component at {@code ParentType.field} with its types and parameters; nothing is changed.
   */
  public static Map<String, @Nullable Object> propagate(
      String place,
      Map<String, @Nullable Object> component,
      Map<String, @Nullable Object> parameters,
      boolean parentsWin) {
    return new Propagation(parentsWin).component(place, PlainValues.copyOf(component), parameters);
  }

  private Map<String, @Nullable Object> component(
      String place, Map<String, @Nullable Object> given, Map<String, @Nullable Object> inherited) {
    Map<String, @Nullable Object> component = new LinkedHashMap<>(given);
    if (!component.containsKey(TYPE)) {
      DefaultTypes.at(place, component.containsKey("class_name"))
          .ifPresent(type -> component.put(TYPE, type));
    }
    if (!component.containsKey(TYPE) || isData(component)) {
      return plain(component, inherited);
    }
    Map<String, @Nullable Object> parameters = combine(component.remove(PARAMETERS), inherited);
    parameters.forEach(
        (name, parameter) -> {
          if (!PlainValues.truthy(component.get(name))) {
            component.put(name, parameter);
          }
        });
    component.replaceAll((name, field) -> field(component, name, field, parameters));
    if (!parameters.isEmpty()) {
      component.put(PARAMETERS, parameters);
    }
    return component;
  }

  /**
   * A JSON schema has types too, alone or as a list, and so has what is sent to an API, as a query
   * or the variables of a document: they are no components, whose types begin with a capital.
   */
  private static boolean isData(Map<String, @Nullable Object> component) {
    return !(component.get(TYPE) instanceof String type) || !type.matches("(navette:)?[A-Z].*");
  }

  /** Not a component itself, but its fields may be. */
  private Map<String, @Nullable Object> plain(
      Map<String, @Nullable Object> fields, Map<String, @Nullable Object> inherited) {
    fields.replaceAll(
        (name, field) ->
            field instanceof Map<?, ?> nested && PlainValues.truthy(nested.get(TYPE))
                ? component("", PlainValues.map(nested), inherited)
                : field);
    return fields;
  }

  private Map<String, @Nullable Object> combine(
      @Nullable Object own, Map<String, @Nullable Object> inherited) {
    if (!(own instanceof Map<?, ?>)) {
      return PlainValues.copyOf(inherited);
    }
    Map<String, @Nullable Object> combined =
        PlainValues.copyOf(parentsWin ? PlainValues.map(own) : inherited);
    combined.putAll(PlainValues.copyOf(parentsWin ? inherited : PlainValues.map(own)));
    return combined;
  }

  /**
   * The field with what is handed down to it, but for the parameter of its own name, which would
   * grow without end. A list is changed in place: where a parameter filled the field, the parameter
   * is the same list, and those that come after see it changed.
   */
  private @Nullable Object field(
      Map<String, @Nullable Object> component,
      String name,
      @Nullable Object field,
      Map<String, @Nullable Object> parameters) {
    if (!(field instanceof Map<?, ?>) && !(field instanceof List<?>)) {
      return field;
    }
    Object own = parameters.remove(name);
    String place = component.get(TYPE) + "." + name;
    Object filled = field;
    if (field instanceof Map<?, ?> && isSent(component, name)) {
      filled = sent(PlainValues.map(field), parameters);
    } else if (field instanceof Map<?, ?>) {
      filled = component(place, PlainValues.map(field), parameters);
    } else {
      PlainValues.list(field).replaceAll(item -> item(place, item, parameters));
    }
    if (PlainValues.truthy(own)) {
      parameters.put(name, own);
    }
    return filled;
  }

  private static boolean isSent(Map<String, @Nullable Object> component, String name) {
    return SENT.contains(name)
        || (name.equals("value") && String.valueOf(component.get(TYPE)).startsWith("RequestBody"));
  }

  private static boolean isKnown(@Nullable Object type) {
    return type instanceof String name && Vocabulary.knows(name);
  }

  private Map<String, @Nullable Object> sent(
      Map<String, @Nullable Object> fields, Map<String, @Nullable Object> parameters) {
    fields.replaceAll(
        (name, field) ->
            field instanceof Map<?, ?> nested && isKnown(nested.get(TYPE))
                ? component("", PlainValues.map(nested), parameters)
                : field);
    return fields;
  }

  private @Nullable Object item(
      String place, @Nullable Object item, Map<String, @Nullable Object> parameters) {
    return item instanceof Map<?, ?> ? component(place, PlainValues.map(item), parameters) : item;
  }
}
