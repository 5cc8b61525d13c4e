package io.navette.connector.file.csv;

import io.navette.connector.file.RecordWriter;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes rows as lines: fields quoted only where needed, null as the null text, an empty text as a
 * quoted field.
 */
final class CsvRecordWriter implements RecordWriter {
  private final OutputStream stream;
  private final CsvDialect dialect;
  private final Schema schema;
  private final CharsetEncoder encoder;
  private final boolean isUtf8;
  private final CsvBuffer line;

  CsvRecordWriter(OutputStream stream, CsvDialect dialect, Schema schema) {
    this.stream = stream;
    this.dialect = dialect;
    this.schema = schema;
    this.encoder = dialect.charset().newEncoder();
    this.isUtf8 = dialect.charset().equals(StandardCharsets.UTF_8);
    this.line = new CsvBuffer(dialect);
  }

  void header() throws IOException {
    for (int i = 0; i < schema.size(); i++) {
      separate(i);
      line.text(schema.column(i).name().getBytes(StandardCharsets.UTF_8));
    }
    line.put((byte) '\n');
    send();
  }

  @Override
  public List<Rejection> write(RowBatch batch) throws IOException {
    List<Rejection> rejections = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      for (int column = 0; column < schema.size(); column++) {
        separate(column);
        line.cell(batch.cells(column), row);
      }
      line.put((byte) '\n');
      if (isUtf8 ? line.isFull() : isWritable(batch, row, rejections)) {
        send();
      }
    }
    send();
    return rejections;
  }

  private void separate(int column) {
    if (column > 0) {
      line.put((byte) dialect.delimiter());
    }
  }

  private void send() throws IOException {
    if (isUtf8) {
      line.writeTo(stream);
    } else {
      stream.write(line.toString().getBytes(dialect.charset()));
    }
    line.clear();
  }

  /** Whether the encoding has all characters of the line at hand; else it is taken back. */
  private boolean isWritable(RowBatch batch, int row, List<Rejection> rejections) {
    boolean writable = encoder.canEncode(line.toString());
    if (!writable) {
      rejections.add(rejection(batch, row));
      line.clear();
    }
    return writable;
  }

  private Rejection rejection(RowBatch batch, int row) {
    int column = 0;
    while (column < schema.size() - 1 && isWritable(batch.cells(column), row)) {
      column++;
    }
    return new Rejection(
        Rejection.Stage.WRITE,
        RowJson.write(batch, row),
        Optional.of(schema.column(column).name()),
        "holds a character that " + dialect.charset().name() + " has not",
        "");
  }

  private boolean isWritable(Cells cells, int row) {
    return cells.isNull(row) || encoder.canEncode(CellText.format(cells, row));
  }

  @Override
  public void finish() throws IOException {
    stream.flush();
  }

  @Override
  public void close() {}
}
