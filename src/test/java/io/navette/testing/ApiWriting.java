package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMap;
import io.navette.connector.IdMapped;
import io.navette.connector.PlanApplying;
import io.navette.connector.PlanWriter;
import io.navette.connector.Planned;
import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRows;
import io.navette.connector.Receipt;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import io.navette.sync.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A connection to a fixture's server, written to by the program's own connectors. */
final class ApiWriting {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Endpoint endpoint;

  ApiWriting(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * What is written to, and how.
   *
   * @param shape a row whose values tell the columns' types
   */
  record Target(
      String object,
      WriteMode mode,
      List<String> key,
      Map<String, @Nullable Object> options,
      Map<String, @Nullable Object> shape) {}

  /** What was written, and what was refused before or with the commit. */
  record Written(Changes changes, List<Rejection> rejections, List<Receipt> receipts) {}

  /** One run: rows, then the commit that ends it. */
  Written write(Target target, List<Map<String, @Nullable Object>> rows, IdMap ids) {
    try (Sink sink = open();
        RowWriter writer = writer(sink, target, ids)) {
      List<Rejection> rejections = new ArrayList<>(writer.write(batch(target, rows)));
      Committed committed =
          writer.commit(new Chunk("run", 1, 1, rows.size(), Optional.empty(), true));
      rejections.addAll(committed.rejections());
      return new Written(committed.changes(), rejections, committed.receipts());
    }
  }

  /** One run that is killed before its commit. */
  void begin(Target target, List<Map<String, @Nullable Object>> rows, IdMap ids) {
    try (Sink sink = open();
        RowWriter writer = writer(sink, target, ids)) {
      writer.write(batch(target, rows));
    }
  }

  /** What a run would do; sends nothing. */
  PlannedRows plan(Target target, List<Map<String, @Nullable Object>> rows, IdMap ids) {
    try (Sink sink = open();
        RowWriter writer = ((IdMapped) sink).write(request(target, true), ids)) {
      assertThat(writer.write(batch(target, rows))).isEmpty();
      return ((Planned) writer).planned();
    }
  }

  /** What is no longer as the plan saw it; sends nothing. */
  List<String> differences(
      Target target, List<Map<String, @Nullable Object>> rows, PlannedRows planned, IdMap ids) {
    try (Sink sink = open();
        PlanWriter writer =
            ((PlanApplying) sink).apply(request(target, false), ids, planned, false)) {
      return writer.differences(List.of(batch(target, rows)));
    }
  }

  /** Sends the rows of a plan that are not left out of it. */
  Written apply(
      Target target,
      List<Map<String, @Nullable Object>> rows,
      PlannedRows planned,
      boolean resumed,
      IdMap ids) {
    Set<String> kept = planned.rows().stream().map(PlannedRow::row).collect(Collectors.toSet());
    List<Map<String, @Nullable Object>> some =
        rows.stream()
            .filter(row -> kept.contains(RowJson.write(batch(target, List.of(row)), 0)))
            .toList();
    RowBatch batch = batch(target, some);
    try (Sink sink = open();
        PlanWriter writer =
            ((PlanApplying) sink).apply(request(target, false), ids, planned, resumed)) {
      assertThat(writer.differences(List.of(batch))).isEmpty();
      List<Rejection> rejections = new ArrayList<>(writer.write(batch));
      Committed committed =
          writer.commit(new Chunk("run", 1, 1, rows.size(), Optional.empty(), true));
      rejections.addAll(committed.rejections());
      return new Written(committed.changes(), rejections, committed.receipts());
    }
  }

  @MustBeClosed
  private Sink open() {
    return ((SinkConnector) endpoint.connector()).openSink(endpoint.settings());
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  private static RowWriter writer(Sink sink, Target target, IdMap ids) {
    return ((IdMapped) sink).write(request(target, false), ids);
  }

  private static WriteRequest request(Target target, boolean preview) {
    Map<String, Object> options = new LinkedHashMap<>();
    target.options().forEach((name, value) -> options.put(name, String.valueOf(value)));
    return new WriteRequest(
        "job",
        "stream",
        target.object(),
        schema(target),
        target.mode(),
        target.key(),
        preview,
        new Settings("stream", options));
  }

  private static Schema schema(Target target) {
    List<Column> columns = new ArrayList<>();
    target.shape().forEach((name, value) -> columns.add(Column.of(name, type(value))));
    return new Schema(columns);
  }

  private static ColumnType type(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> ColumnType.BOOLEAN;
      case Long number -> ColumnType.INTEGER;
      case Double number -> ColumnType.decimal(18, 4);
      case Map<?, ?> fields -> ColumnType.JSON;
      case List<?> items -> ColumnType.JSON;
      case null, default -> ColumnType.TEXT;
    };
  }

  private static RowBatch batch(Target target, List<Map<String, @Nullable Object>> rows) {
    Schema schema = schema(target);
    RowBatch batch = new RowBatch(schema);
    for (Map<String, @Nullable Object> row : rows) {
      assertThat(row.keySet()).as("columns").hasSize(schema.size());
      for (int i = 0; i < schema.size(); i++) {
        CellValue.append(batch.cells(i), cell(row.get(schema.column(i).name())));
      }
      batch.endRow();
    }
    return batch;
  }

  private static @Nullable Object cell(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> || value instanceof List<?>)) {
      return value;
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
