package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the JSON schema of a stream: as the manifest holds it, or as its API tells it. */
final class SchemaLoaders {
  private static final String PROPERTIES = "properties";

  /** Ours: fields the other loaders do not name have the columns of a sample. */
  private static final String SAMPLED = "navette:SampledSchemaLoader";

  private SchemaLoaders() {}

  /**
   * The schema, several loaders' properties together; empty where there is none or it names
   * nothing. Asks the API where a loader does, once per connection.
   */
  static Optional<Map<String, @Nullable Object>> of(Component stream, Clients clients) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    for (Component loader : stream.children("schema_loader")) {
      load(loader, clients)
          .ifPresent(
              loaded -> {
                loaded.forEach(schema::putIfAbsent);
                if (loaded.get(PROPERTIES) instanceof Map<?, ?> found) {
                  properties.putAll(PlainValues.map(found));
                }
              });
    }
    schema.put(PROPERTIES, properties);
    return properties.isEmpty() ? Optional.empty() : Optional.of(schema);
  }

  /** Whether the schema names a part of the fields only, so that records tell the others. */
  static boolean isPartial(Component stream) {
    return stream.children("schema_loader").stream()
        .anyMatch(loader -> loader.type().equals(SAMPLED));
  }

  private static Optional<Map<String, @Nullable Object>> load(Component loader, Clients clients) {
    return switch (loader.type()) {
      case "InlineSchemaLoader" ->
          loader.get("schema") instanceof Map<?, ?> schema
              ? Optional.of(PlainValues.map(schema))
              : Optional.empty();
      case "DynamicSchemaLoader" ->
          Optional.of(clients.schema(loader, () -> DynamicSchema.of(loader, clients)));
      case "JsonFileSchemaLoader" -> file(loader, clients);
      default -> Optional.empty();
    };
  }

  /** A file of the manifest's folder; none where there is no such file. */
  private static Optional<Map<String, @Nullable Object>> file(Component loader, Clients clients) {
    String path =
        loader.text("file_path").orElse("schemas/" + loader.text("name").orElse("") + ".json");
    return clients
        .fileBeside(path)
        .map(
            text -> {
              try {
                return PlainValues.map(JsonValues.parse(text));
              } catch (IOException | ClassCastException e) {
                throw new Failure.Configuration(
                    path + ": the schema is no JSON object: " + e.getMessage(), "", e);
              }
            });
  }
}
