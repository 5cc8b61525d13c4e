package io.navette.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRows;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A plan as compressed JSON, which holds its rows in the clear: it is sealed before it is kept. */
public final class PlanJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanJson() {}

  /** The bytes of a plan. */
  public static byte[] write(SyncPlan plan) {
    ObjectNode top = JSON.createObjectNode();
    top.put("version", VERSION).put("id", plan.id()).put("made", plan.made().toString());
    top.put("job", plan.job()).put("configuration", plan.configuration());
    top.put("connections", plan.connections());
    ArrayNode streams = top.putArray("streams");
    plan.streams().forEach(stream -> write(stream, streams.addObject()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes)) {
      JSON.writeValue(packed, top);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(PlannedStream stream, ObjectNode into) {
    into.put("stream", stream.stream()).put("ledger", stream.ledgerStream());
    into.put("target", stream.target()).put("mode", stream.mode().name());
    ArrayNode columns = into.putArray("columns");
    for (Column column : stream.schema().columns()) {
      ColumnType type = column.type();
      columns
          .addObject()
          .put("name", column.name())
          .put("kind", type.kind().name())
          .put("precision", type.precision())
          .put("scale", type.scale())
          .put("nullable", column.nullable());
    }
    ArrayNode key = into.putArray("key");
    stream.key().forEach(key::add);
    into.put("read", stream.read()).put("skipped", stream.skipped()).put("same", stream.same());
    into.put("before", stream.before().map(Bookmark::json).orElse(null));
    into.put("after", stream.after().map(Bookmark::json).orElse(null));
    into.put("reads", stream.rows().reads()).put("writes", stream.rows().writes());
    into.put("chunk", stream.rows().chunk());
    ArrayNode rows = into.putArray("rows");
    stream.rows().rows().forEach(row -> write(row, rows.addObject()));
    ArrayNode refused = into.putArray("refused");
    for (Rejection rejection : stream.refused()) {
      refused
          .addObject()
          .put("stage", rejection.stage().name())
          .put("row", rejection.row())
          .put("column", rejection.column().orElse(null))
          .put("reason", rejection.reason())
          .put("position", rejection.position());
    }
  }

  private static void write(PlannedRow row, ObjectNode into) {
    into.put("key", row.key()).put("action", row.action().name()).put("operation", row.operation());
    into.put("id", row.remoteId().orElse(null)).put("sends", row.sends());
    ArrayNode fields = into.putArray("fields");
    for (PlannedRow.Field field : row.fields()) {
      fields
          .addObject()
          .put("path", field.path())
          .put("before", field.before().orElse(null))
          .put("after", field.after());
    }
    into.put("row", row.row()).put("reason", row.reason());
  }

  /**
   * The plan that {@link #write} wrote.
   *
   * @throws Failure.Configuration when another version of the program did
   */
  public static SyncPlan read(byte[] bytes) {
    try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      JsonNode top = JSON.readTree(packed);
      if (top.path("version").asInt() != VERSION) {
        throw other();
      }
      List<PlannedStream> streams = new ArrayList<>();
      top.path("streams").forEach(stream -> streams.add(stream(stream)));
      return new SyncPlan(
          top.path("id").asText(),
          Instant.parse(top.path("made").asText()),
          top.path("job").asText(),
          top.path("configuration").asText(),
          top.path("connections").asText(),
          streams);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw other();
    }
  }

  private static Failure other() {
    return new Failure.Configuration(
        "the plan is one of another version of navette", "make a new plan with this one");
  }

  private static PlannedStream stream(JsonNode from) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : from.path("columns")) {
      columns.add(
          new Column(
              column.path("name").asText(),
              new ColumnType(
                  ColumnType.Kind.valueOf(column.path("kind").asText()),
                  column.path("precision").asInt(),
                  column.path("scale").asInt()),
              column.path("nullable").asBoolean(),
              Optional.empty()));
    }
    List<String> key = new ArrayList<>();
    from.path("key").forEach(name -> key.add(name.asText()));
    List<PlannedRow> rows = new ArrayList<>();
    from.path("rows").forEach(row -> rows.add(row(row)));
    List<Rejection> refused = new ArrayList<>();
    from.path("refused").forEach(rejection -> refused.add(rejection(rejection)));
    return new PlannedStream(
        from.path("stream").asText(),
        from.path("ledger").asText(),
        from.path("target").asText(),
        WriteMode.valueOf(from.path("mode").asText()),
        new Schema(columns),
        key,
        from.path("read").asLong(),
        from.path("skipped").asLong(),
        from.path("same").asLong(),
        text(from, "before").map(Bookmark::new),
        text(from, "after").map(Bookmark::new),
        new PlannedRows(
            rows,
            from.path("reads").asLong(),
            from.path("writes").asLong(),
            from.path("chunk").asLong()),
        refused);
  }

  private static PlannedRow row(JsonNode from) {
    List<PlannedRow.Field> fields = new ArrayList<>();
    for (JsonNode field : from.path("fields")) {
      fields.add(
          new PlannedRow.Field(
              field.path("path").asText(), text(field, "before"), field.path("after").asText()));
    }
    return new PlannedRow(
        from.path("key").asText(),
        PlannedRow.Action.valueOf(from.path("action").asText()),
        from.path("operation").asText(),
        text(from, "id"),
        from.path("sends").asLong(),
        fields,
        from.path("row").asText(),
        from.path("reason").asText());
  }

  private static Rejection rejection(JsonNode from) {
    return new Rejection(
        Rejection.Stage.valueOf(from.path("stage").asText()),
        from.path("row").asText(),
        text(from, "column"),
        from.path("reason").asText(),
        from.path("position").asText());
  }

  private static Optional<String> text(JsonNode from, String name) {
    JsonNode value = from.path(name);
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }
}
