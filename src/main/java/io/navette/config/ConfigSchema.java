package io.navette.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of the YAML files, for editors. What only a whole configuration can tell (whether
 * a connection exists, what its connector can do) is left to {@link ConfigLoader}. It is stricter
 * in spelling only: words stand in small letters, nested settings in blocks, and a key that is no
 * block needs a value.
 */
public final class ConfigSchema {
  private final Catalog catalog;
  private final ObjectNode definitions = SchemaNodes.empty();

  private ConfigSchema(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The schema, draft 2020-12, for these connectors. */
  public static ObjectNode of(Catalog catalog) {
    return new ConfigSchema(catalog).root();
  }

  /** The schema as the file it is published in. */
  public static String text(Catalog catalog) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(of(catalog)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode root() {
    ObjectNode root = SchemaNodes.empty();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "navette.yaml");
    root.put("description", "What Navette connects, and which rows it carries.");
    ObjectNode single = root.putObject("if").put("type", "object");
    single.putArray("required").add("type");
    for (String key : ConfigLoader.API_SHAPE) {
      single.withArray("anyOf").addObject().putArray("required").add(key);
    }
    root.set("then", SchemaNodes.defined("connection"));
    root.set("else", SchemaNodes.defined("configuration"));
    define();
    root.set("$defs", definitions);
    return root;
  }

  private void define() {
    definitions.set("configuration", configuration());
    definitions.set("connection", connection());
    for (Connector connector : catalog.connectors()) {
      definitions.set(connectionName(connector), connection(connector));
      if (!connector.streamOptions().isEmpty()) {
        definitions.set(
            StreamSchema.optionsName(connector),
            SettingSchema.block(connector.streamOptions(), Map.of(), false));
      }
    }
    definitions.set("job", job());
    definitions.set("stream", StreamSchema.of(catalog));
    definitions.set("type", StreamSchema.type());
    definitions.set("history", SettingSchema.block(HistoryConfig.SETTINGS, Map.of(), true));
    SettingSchema.definitions().forEach(definitions::set);
  }

  private static ObjectNode configuration() {
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    keys.put(
        "connections",
        SchemaNodes.map(SchemaNodes.defined("connection"))
            .put("description", "The systems, each under a name of your choice."));
    keys.put(
        "jobs",
        SchemaNodes.map(SchemaNodes.defined("job"))
            .put("description", "What is carried from where to where, each under a name."));
    keys.put("flows", flows());
    ObjectNode history = SchemaNodes.empty();
    history.putArray("anyOf").add(SchemaNodes.defined("history")).add(SchemaNodes.typed("null"));
    keys.put(
        "history", history.put("description", "A PostgreSQL for the history, instead of a file."));
    return SchemaNodes.block(keys, List.of());
  }

  private static ObjectNode flows() {
    ObjectNode step = SchemaNodes.empty();
    ObjectNode job = SchemaNodes.text().put("description", "A job, run after those it waits for.");
    ObjectNode after = SchemaNodes.list(SchemaNodes.text());
    after.put(
        "description",
        "Earlier jobs of the flow that must have ended well; by default the one before.");
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    keys.put("job", job);
    keys.put("after", after);
    step.putArray("anyOf").add(SchemaNodes.text()).add(SchemaNodes.block(keys, List.of("job")));
    ObjectNode steps = SchemaNodes.typed("array").put("minItems", 1);
    steps.set("items", step);
    return SchemaNodes.map(steps)
        .put("description", "Jobs in the order to run them in, for navette sync --flow NAME.");
  }

  private ObjectNode connection() {
    ObjectNode connection = SchemaNodes.typed("object");
    connection.putArray("required").add("type");
    connection
        .putObject("properties")
        .set("type", SchemaNodes.choice(catalog.names()).put("description", "The kind of system."));
    for (Connector connector : catalog.connectors()) {
      ObjectNode either = connection.withArray("allOf").addObject();
      ObjectNode condition = either.putObject("if");
      condition.putObject("properties").putObject("type").put("const", connector.name());
      condition.putArray("required").add("type");
      either.set("then", SchemaNodes.defined(connectionName(connector)));
    }
    return connection;
  }

  private static String connectionName(Connector connector) {
    return connector.name() + "-connection";
  }

  private static ObjectNode connection(Connector connector) {
    ObjectNode type = SchemaNodes.empty().put("const", connector.name());
    ObjectNode block = SettingSchema.block(connector.settings(), Map.of("type", type), true);
    return block.put("description", connector.card().title() + ": " + connector.card().summary());
  }

  private static ObjectNode job() {
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    keys.put("from", SchemaNodes.text().put("description", "The connection that is read from."));
    keys.put("to", SchemaNodes.text().put("description", "The connection that is written to."));
    ObjectNode schedule = SchemaNodes.typed("string");
    schedule.put("description", "When the job is due, for navette sync --due.");
    List.of("daily at 02:00", "weekly on monday at 03:30", "hourly", "every 15m", "0 2 * * *")
        .forEach(schedule.putArray("examples")::add);
    keys.put("schedule", schedule);
    ObjectNode timezone = SchemaNodes.typed("string");
    timezone.put("description", "The time zone of the schedule, where it names none itself.");
    timezone.put("default", "UTC").putArray("examples").add("Europe/Paris");
    keys.put("timezone", timezone);
    ObjectNode parallel = SchemaNodes.matching("[1-9]|[1-5][0-9]|6[0-4]", "integer", "string");
    parallel.put("description", "How many streams run at the same time.");
    keys.put("parallel", parallel.put("minimum", 1).put("maximum", 64).put("default", 1));
    keys.put(
        "defaults",
        SchemaNodes.defined("stream").put("description", "What holds for every stream."));
    keys.put("streams", streams());
    return SchemaNodes.block(keys, List.of("from", "to", "streams"));
  }

  private static ObjectNode streams() {
    ObjectNode streams = SchemaNodes.typed("object", "array", "string", "number", "boolean");
    streams.put(
        "description",
        "The source's streams by name, in which * stands for any text: a block of them, a list, or"
            + " one.");
    streams.set("additionalProperties", SchemaNodes.defined("stream"));
    return streams.set("items", SchemaNodes.text());
  }
}
