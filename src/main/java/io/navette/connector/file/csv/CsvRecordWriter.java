package io.navette.connector.file.csv;

import io.navette.connector.file.RecordWriter;
import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
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
  private final CsvText text;
  private final Schema schema;
  private final CharsetEncoder encoder;
  private final StringBuilder line = new StringBuilder();

  CsvRecordWriter(OutputStream stream, CsvDialect dialect, Schema schema) {
    this.stream = stream;
    this.dialect = dialect;
    this.schema = schema;
    this.text = new CsvText(dialect);
    this.encoder = dialect.charset().newEncoder();
  }

  void header() throws IOException {
    for (int i = 0; i < schema.size(); i++) {
      separate(i);
      text.append(line, schema.column(i).name(), false);
    }
    endLine();
  }

  @Override
  public List<Rejection> write(RowBatch batch) throws IOException {
    List<Rejection> rejections = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      for (int column = 0; column < schema.size(); column++) {
        separate(column);
        field(batch.cells(column), row);
      }
      if (isWritable()) {
        endLine();
      } else {
        rejections.add(rejection(batch, row));
        line.setLength(0);
      }
    }
    return rejections;
  }

  private void separate(int column) {
    if (column > 0) {
      line.append(dialect.delimiter());
    }
  }

  private void field(Cells cells, int row) {
    if (cells.isNull(row)) {
      line.append(dialect.nullText());
      return;
    }
    String value = CellText.format(cells, row);
    boolean textual = cells.type().kind() == ColumnType.Kind.TEXT;
    text.append(line, value, value.isEmpty() || (textual && value.equals(dialect.nullText())));
  }

  private boolean isWritable() {
    return dialect.charset().equals(StandardCharsets.UTF_8) || encoder.canEncode(line);
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

  private void endLine() throws IOException {
    line.append('\n');
    stream.write(line.toString().getBytes(dialect.charset()));
    line.setLength(0);
  }

  @Override
  public void finish() throws IOException {
    stream.flush();
  }

  @Override
  public void close() {}
}
