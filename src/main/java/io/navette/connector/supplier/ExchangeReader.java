package io.navette.connector.supplier;

import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delivers the rows of several files, with a bookmark behind each file. */
final class ExchangeReader implements RowReader {
  static final Settings NO_OPTIONS = new Settings("options", Map.of());

  private final ReadRequest request;
  private final Exchange exchange;
  private final ExchangeRuntime runtime;
  private final Layout layout;
  private final Deque<RemoteFile> files;
  private final Seen seen;
  private final Schema inner;
  private long delivered;
  private @Nullable Open open;

  /** The file at hand. */
  private record Open(RemoteFile file, String hash, LocalCopy copy, Source source, RowReader rows) {
    void close() {
      try {
        rows.close();
        source.close();
      } finally {
        copy.close();
      }
    }
  }

  ExchangeReader(
      ReadRequest request,
      Exchange exchange,
      ExchangeRuntime runtime,
      Layout layout,
      List<RemoteFile> files,
      Seen seen) {
    this.request = request;
    this.exchange = exchange;
    this.runtime = runtime;
    this.layout = layout;
    this.files = new ArrayDeque<>(files);
    this.seen = seen;
    this.inner =
        new Schema(
            request.schema().columns().stream()
                .filter(column -> !column.name().equals(ExchangeSource.FILE))
                .map(column -> column.withName(layout.source(column.name())))
                .toList());
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    while (true) {
      Open at = open;
      if (at != null) {
        Optional<RowBatch> read = at.rows().next();
        return Optional.of(read.map(batch -> named(batch, at)).orElseGet(() -> end(at)));
      }
      if (files.isEmpty() || isLimitReached()) {
        return Optional.empty();
      }
      begin(files.remove());
    }
  }

  private boolean isLimitReached() {
    return request.limit() > 0 && delivered >= request.limit();
  }

  /** Opens a file, unless it was read before or is still being written. */
  @SuppressWarnings("MustBeClosedChecker") // closed with the file, or here
  private void begin(RemoteFile file) {
    LocalCopy copy = LocalCopy.of(exchange, file);
    try {
      String hash = copy.hash();
      boolean repeated = !request.cursor().isEmpty() && seen.has(file, hash);
      if (!copy.isWhole()) {
        growing(exchange, runtime, file);
      } else if (repeated) {
        seen.add(file, hash);
      } else {
        Source source = copy.open(layout, runtime);
        open = new Open(file, hash, copy, source, read(source));
        return;
      }
      copy.close();
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with the file
  private RowReader read(Source source) {
    ReadRequest all = ReadRequest.all(source.streamNames().getFirst(), inner);
    return source.read(request.limit() > 0 ? all.limit(request.limit() - delivered) : all);
  }

  /** Says that a file is left for the next run. */
  static void growing(Exchange exchange, ExchangeRuntime runtime, RemoteFile file) {
    runtime
        .lines()
        .accept(
            exchange.settings().connection()
                + ": "
                + file.path()
                + " is still being written; it is left for the next run");
  }

  /** The rows as they were asked for, with the name of their file. */
  private RowBatch named(RowBatch read, Open at) {
    RowBatch batch = new RowBatch(request.schema());
    for (int row = 0; row < read.size(); row++) {
      int from = 0;
      for (int column = 0; column < schema().size(); column++) {
        if (schema().column(column).name().equals(ExchangeSource.FILE)) {
          batch.cells(column).appendText(at.file().path());
        } else {
          batch.cells(column).appendFrom(read.cells(from++), row);
        }
      }
      batch.endRow();
    }
    for (Rejection rejection : read.rejections()) {
      batch.reject(
          new Rejection(
              rejection.stage(),
              rejection.row(),
              rejection.column().map(this::declared),
              rejection.reason(),
              at.file().path() + " " + rejection.position()));
    }
    delivered += batch.size();
    return batch;
  }

  private String declared(String source) {
    return layout.bySource().getOrDefault(source, source);
  }

  /** Nothing but the bookmark behind a file. */
  private RowBatch end(Open at) {
    close();
    RowBatch batch = new RowBatch(request.schema());
    if (!request.cursor().isEmpty() && !isLimitReached()) {
      seen.add(at.file(), at.hash());
      batch.bookmark(seen.bookmark());
    }
    return batch;
  }

  @Override
  public void close() {
    Open at = open;
    open = null;
    if (at != null) {
      at.close();
    }
  }
}
