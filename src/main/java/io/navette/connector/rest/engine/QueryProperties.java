package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties a request names, where an API gives only those; in groups, where it takes no more
 * at once.
 */
final class QueryProperties {
  private static final String FIELD = "query_properties";
  private static final String TYPE = "QueryProperties";

  /**
   * Ours: groups behind the first are asked for by the keys of the records it gave, as pages of
   * several groups can't be told to be the same.
   */
  private static final String BY_KEYS = "navette:PropertiesByKeys";

  private final Optional<Component> declared;
  private final Optional<String> parameter;
  private final Clients clients;
  private @Nullable List<List<String>> groups;

  private QueryProperties(
      Optional<Component> declared, Optional<String> parameter, Clients clients) {
    this.declared = declared;
    this.parameter = parameter;
    this.clients = clients;
  }

  /** Those of the requester, wherever it declares them; none for most. */
  static QueryProperties of(Component requester, Clients clients) {
    if (requester.get("request_parameters") instanceof Map<?, ?> parameters) {
      for (Map.Entry<String, @Nullable Object> entry : PlainValues.map(parameters).entrySet()) {
        if (isQueryProperties(entry.getValue())) {
          return new QueryProperties(
              Optional.of(Component.of(entry.getValue(), requester.evaluator())),
              Optional.of(entry.getKey()),
              clients);
        }
      }
    }
    return new QueryProperties(
        requester.child(FIELD).or(() -> requester.child("fetch_properties_from_endpoint")),
        Optional.empty(),
        clients);
  }

  static boolean isQueryProperties(@Nullable Object value) {
    return value instanceof Map<?, ?> fields && TYPE.equals(fields.get("type"));
  }

  /** The slice once for each group, which templates see among its extra fields. */
  List<Slice> groups(Slice slice) {
    if (declared.isEmpty()) {
      return List.of(slice);
    }
    List<List<String>> known = groups;
    if (known == null) {
      known = group(declared.get());
      groups = known;
    }
    List<Slice> slices = new ArrayList<>();
    for (List<String> group : known) {
      Map<String, @Nullable Object> extra = new LinkedHashMap<>(slice.extraFields());
      extra.put(FIELD, group);
      slices.add(new Slice(slice.partition(), slice.window(), extra));
    }
    return slices;
  }

  /** The slice for records that are named; templates see them as {@code record_keys}. */
  static Slice withKeys(Slice slice, List<Object> keys) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>(slice.extraFields());
    extra.put("record_keys", keys);
    return new Slice(slice.partition(), slice.window(), extra);
  }

  /** Puts the slice's group into the parameter that declares the properties, where one does. */
  void inject(RequestParts parts, Slice slice) {
    if (parameter.isPresent() && slice.extraFields().get(FIELD) instanceof List<?> group) {
      List<String> names = group.stream().map(String::valueOf).toList();
      parts.parameters.put(parameter.get(), String.join(",", names));
    }
  }

  /**
   * How groups behind the first are asked for.
   *
   * @param key the field that tells records apart
   * @param option where a request names the records it wants
   * @param most of them in one request
   */
  record ByKeys(FieldPath key, Component option, int most) {}

  /** How groups behind the first are asked for by keys; empty where they have pages themselves. */
  Optional<ByKeys> byKeys() {
    return chunking()
        .filter(chunks -> chunks.type().equals(BY_KEYS))
        .map(
            chunks ->
                new ByKeys(
                    chunks.path("key_path"),
                    chunks.needed("keys_option"),
                    Math.toIntExact(chunks.integer("most_keys").orElse(100L))));
  }

  private Optional<Component> chunking() {
    return declared.flatMap(found -> found.child("property_chunking"));
  }

  /** The fields by which the records of several groups become one; empty where they do not. */
  List<FieldPath> mergeKey() {
    return chunking()
        .flatMap(chunking -> chunking.child("record_merge_strategy"))
        .map(strategy -> strategy.texts("key").stream().map(FieldPath::parse).toList())
        .orElse(List.of());
  }

  private List<List<String>> group(Component properties) {
    List<String> names = names(properties);
    Optional<Component> chunking = properties.child("property_chunking");
    if (chunking.isEmpty()) {
      return List.of(names);
    }
    boolean characters =
        "characters".equals(chunking.get().template("property_limit_type").orElse(""));
    long most = chunking.get().integer("property_limit").orElse(Long.MAX_VALUE);
    List<String> always = properties.texts("always_include_properties");
    List<List<String>> found = new ArrayList<>();
    List<String> group = new ArrayList<>(always);
    long size = 0;
    for (String name : names) {
      // A comma between two names is sent as %2C.
      long cost = characters ? name.length() + 3L : 1;
      if (size > 0 && size + cost > most) {
        found.add(group);
        group = new ArrayList<>(always);
        size = 0;
      }
      group.add(name);
      size += cost;
    }
    found.add(group);
    return found;
  }

  private List<String> names(Component properties) {
    Component list =
        properties.type().equals(TYPE)
            ? properties.child("property_list").orElse(properties)
            : properties;
    if (list.equals(properties) && properties.type().equals(TYPE)) {
      return properties.texts("property_list");
    }
    FieldPath path = list.path("property_field_path");
    List<String> names = new ArrayList<>();
    FetchedRecords.of("the properties", list.needed("retriever"), clients)
        .forEach(
            record -> {
              Object name = path.get(record);
              if (name != null) {
                names.add(PythonText.of(name));
              }
            });
    return names;
  }
}
