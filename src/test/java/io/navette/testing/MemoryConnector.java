package io.navette.testing;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Digesting;
import io.navette.connector.Family;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.RowWriter;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.Staged;
import io.navette.connector.StreamInfo;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellValue;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A system that lives in memory: tables of rows, with a ledger that is committed together with
 * them. A stream is read in the order of its rows; its bookmark is the number of rows read.
 */
@NullUnmarked
public final class MemoryConnector implements SourceConnector, SinkConnector {
  /** A table's rows, each a list of cell values. */
  public record Table(Schema schema, List<String> key, List<List<@Nullable Object>> rows) {}

  private final Map<String, Table> tables = new ConcurrentHashMap<>();
  private final Map<String, Chunk> ledger = new ConcurrentHashMap<>();
  private int batchRows = 10;
  private int commitsUntilFailure = Integer.MAX_VALUE;
  private int readsUntilFailure = Integer.MAX_VALUE;

  public MemoryConnector table(String name, Schema schema, List<String> key) {
    tables.put(name, new Table(schema, key, new ArrayList<>()));
    return this;
  }

  public void row(String table, @Nullable Object... cells) {
    table(table).rows().add(new ArrayList<>(java.util.Arrays.asList(cells)));
  }

  public Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new Failure.Configuration("there is no table " + name, "");
    }
    return table;
  }

  public MemoryConnector batchRows(int rows) {
    batchRows = rows;
    return this;
  }

  /** The given commit and all later ones fail before anything changes. */
  public void failAtCommit(int commit) {
    commitsUntilFailure = commit;
  }

  /** The given batch and all later ones can't be read. */
  public void failAtRead(int read) {
    readsUntilFailure = read;
  }

  public void heal() {
    commitsUntilFailure = Integer.MAX_VALUE;
    readsUntilFailure = Integer.MAX_VALUE;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of("Memory", "Tables in memory.", Family.DATABASE);
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public String check(Settings settings) {
    return tables.size() + " tables";
  }

  @Override
  public Set<WriteMode> modes() {
    return Set.of(WriteMode.APPEND, WriteMode.UPSERT, WriteMode.REPLACE, WriteMode.MIRROR);
  }

  @Override
  public Source openSource(Settings settings) {
    return new MemorySource();
  }

  @Override
  public Sink openSink(Settings settings) {
    return new MemorySink();
  }

  private final class MemorySource implements Source, Digesting {
    @Override
    public List<String> streamNames() {
      return tables.keySet().stream().sorted().toList();
    }

    @Override
    public StreamInfo describe(String stream, Settings options) {
      Table table = table(stream);
      return new StreamInfo(
          stream, table.schema(), table.key(), table.schema().names(), table.rows().size());
    }

    @Override
    public RowReader read(ReadRequest request) {
      return new MemoryReader(request);
    }

    @Override
    public long count(String stream, Optional<String> where, Settings options) {
      return table(stream).rows().size();
    }

    @Override
    public List<Bounds> bounds(
        String stream, List<String> columns, Optional<String> where, Settings options) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private final class MemoryReader implements RowReader {
    private final ReadRequest request;
    private int position;
    private int reads;

    MemoryReader(ReadRequest request) {
      this.request = request;
      this.position = request.since().map(at -> Integer.parseInt(at.json())).orElse(0);
    }

    @Override
    public Schema schema() {
      return request.schema();
    }

    @Override
    public Optional<RowBatch> next() {
      reads++;
      if (reads >= readsUntilFailure) {
        throw new Failure.Remote("the memory is gone", "");
      }
      List<List<@Nullable Object>> rows = table(request.stream()).rows();
      if (position >= rows.size()) {
        return Optional.empty();
      }
      RowBatch batch = new RowBatch(request.schema());
      while (position < rows.size() && batch.size() < batchRows) {
        List<@Nullable Object> row = rows.get(position++);
        for (int i = 0; i < row.size(); i++) {
          CellValue.append(batch.cells(i), row.get(i));
        }
        batch.endRow();
      }
      batch.bookmark(new Bookmark(Integer.toString(position)));
      return Optional.of(batch);
    }

    @Override
    public void close() {}
  }

  private final class MemorySink implements Sink, LedgerKeeping, Digesting {
    @Override
    public RowWriter write(WriteRequest request) {
      return new MemoryWriter(request);
    }

    @Override
    public Optional<Chunk> lastCommitted(WriteRequest request) {
      return Optional.ofNullable(ledger.get(entry(request)));
    }

    @Override
    public boolean isEmpty(WriteRequest request) {
      return table(request.target()).rows().isEmpty();
    }

    @Override
    public long count(String stream, Optional<String> where, Settings options) {
      return table(stream).rows().size();
    }

    @Override
    public List<Bounds> bounds(
        String stream, List<String> columns, Optional<String> where, Settings options) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private static String entry(WriteRequest request) {
    return request.job() + "/" + request.stream();
  }

  private final Map<String, List<List<@Nullable Object>>> staged = new HashMap<>();

  private final class MemoryWriter implements RowWriter, Staged {
    private final WriteRequest request;
    private final List<List<@Nullable Object>> written = new ArrayList<>();

    MemoryWriter(WriteRequest request) {
      this.request = request;
    }

    @Override
    public List<Rejection> write(RowBatch batch) {
      for (int row = 0; row < batch.size(); row++) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (int column = 0; column < batch.schema().size(); column++) {
          cells.add(CellValue.value(batch.cells(column), row));
        }
        written.add(cells);
      }
      return List.of();
    }

    @Override
    public Committed commit(Chunk chunk) {
      commitsUntilFailure--;
      if (commitsUntilFailure <= 0) {
        throw new Failure.Remote("the memory is full", "");
      }
      Changes changes = request.mode().wholeStream() ? stage(chunk) : apply(written);
      written.clear();
      ledger.put(entry(request), chunk);
      return Committed.of(changes);
    }

    private Changes stage(Chunk chunk) {
      staged.computeIfAbsent(entry(request), any -> new ArrayList<>()).addAll(written);
      if (!chunk.last()) {
        return Changes.NONE;
      }
      Changes changes = pendingOf(staged.getOrDefault(entry(request), List.of()));
      List<List<@Nullable Object>> rows = table(request.target()).rows();
      rows.clear();
      rows.addAll(staged.getOrDefault(entry(request), List.of()));
      staged.remove(entry(request));
      return changes;
    }

    private Changes apply(List<List<@Nullable Object>> rows) {
      Changes changes = pendingOf(rows);
      Map<Object, List<@Nullable Object>> byKey = new TreeMap<>();
      List<List<@Nullable Object>> target = table(request.target()).rows();
      if (request.mode() == WriteMode.APPEND) {
        target.addAll(rows);
        return changes;
      }
      target.forEach(row -> byKey.put(keyOf(row), row));
      rows.forEach(row -> byKey.put(keyOf(row), row));
      target.clear();
      target.addAll(byKey.values());
      return changes;
    }

    private Object keyOf(List<@Nullable Object> row) {
      return String.valueOf(row.get(request.schema().position(request.key().get(0))));
    }

    private Changes pendingOf(List<List<@Nullable Object>> rows) {
      List<List<@Nullable Object>> target = table(request.target()).rows();
      if (request.key().isEmpty()) {
        long deleted = request.mode().wholeStream() ? target.size() : 0;
        return new Changes(rows.size(), 0, 0, deleted);
      }
      Map<Object, List<@Nullable Object>> old = new HashMap<>();
      target.forEach(row -> old.put(keyOf(row), row));
      long created = rows.stream().filter(row -> !old.containsKey(keyOf(row))).count();
      long same = rows.stream().filter(row -> row.equals(old.get(keyOf(row)))).count();
      long deleted = request.mode().wholeStream() ? old.size() - (rows.size() - created) : 0;
      return new Changes(created, rows.size() - created - same, same, deleted);
    }

    @Override
    public Changes pending() {
      List<List<@Nullable Object>> all =
          new ArrayList<>(staged.getOrDefault(entry(request), List.of()));
      all.addAll(written);
      return pendingOf(all);
    }

    @Override
    public long targetRows() {
      return table(request.target()).rows().size();
    }

    @Override
    public void discard() {
      written.clear();
      staged.remove(entry(request));
      ledger.remove(entry(request));
    }

    @Override
    public void close() {}
  }
}
