package io.navette.testing.google;

import io.navette.connector.ApiContext;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.Connector;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.SharedState;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.http.Surroundings;
import io.navette.row.Bookmark;
import io.navette.row.CellValue;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection to a fake Google, as the program would make it. */
public final class GoogleConnection {
  private static final Settings NONE = new Settings("s", Map.of());

  private GoogleConnection() {}

  /** Time that passes by sleeping only. */
  public static ApiContext context(Surroundings around) {
    return new ApiContext(around, around, SharedState.none());
  }

  /** Defaults, the server's address and its account's key, and what else is set. */
  public static Settings settings(
      Connector connector, GoogleServer server, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>();
    for (Setting setting : connector.settings()) {
      setting.defaultValue().ifPresent(text -> values.put(setting.name(), value(setting, text)));
    }
    values.put("root_url", server.root());
    values.put("credentials_json", new Secret(server.account().key()));
    values.putAll(more);
    return new Settings("google", values);
  }

  private static Object value(Setting setting, String text) {
    return switch (setting.kind()) {
      case INTEGER -> Long.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DURATION -> Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
      default -> text;
    };
  }

  /** What a read delivered. */
  public record Read(
      StreamInfo info, List<String> rows, List<Rejection> rejections, Optional<Bookmark> end) {}

  /** Reads a stream as described. */
  public static Read read(
      SourceConnector connector, Settings settings, String stream, Map<String, Object> options) {
    try (Source source = connector.openSource(settings)) {
      Settings chosen = new Settings("s", options);
      StreamInfo info = source.describe(stream, chosen);
      return read(source, info, ReadRequest.all(stream, info.schema()).options(chosen));
    }
  }

  /** Reads what is asked for. */
  public static Read read(Source source, StreamInfo info, ReadRequest request) {
    List<String> rows = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    Optional<Bookmark> end = Optional.empty();
    try (RowReader reader = source.read(request)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        for (int row = 0; row < next.get().size(); row++) {
          rows.add(RowJson.write(next.get(), row));
        }
        rejections.addAll(next.get().rejections());
        end = next.get().bookmark().or(() -> Optional.empty());
      }
    }
    return new Read(info, rows, rejections, end);
  }

  /** Rows of a schema. */
  public static RowBatch batch(Schema schema, @Nullable Object[]... rows) {
    RowBatch batch = new RowBatch(schema);
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        CellValue.append(batch.cells(i), row[i]);
      }
      batch.endRow();
    }
    return batch;
  }

  public static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }

  public static WriteRequest request(
      String target, Schema schema, WriteMode mode, List<String> key, Settings options) {
    return new WriteRequest("j", "s", target, schema, mode, key, false, options);
  }

  /** Writes rows as one run would. */
  public static Committed write(
      SinkConnector connector,
      Settings settings,
      String target,
      WriteMode mode,
      List<String> key,
      RowBatch batch) {
    try (Sink sink = connector.openSink(settings);
        RowWriter writer = sink.write(request(target, batch.schema(), mode, key, NONE))) {
      List<Rejection> rejections = new ArrayList<>(writer.write(batch));
      Committed done = writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), true));
      rejections.addAll(done.rejections());
      return new Committed(done.changes(), rejections);
    }
  }
}
