package io.navette.mapping;

import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Lookup3;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table held in memory by its key, filled once and only read from then on: keys and values stand
 * in columns, found through an open hash index, so that a key costs about its own bytes and 30
 * more. Reading is thread-safe.
 */
public final class LookupTable {
  private static final int MOST_NAMED = 5;

  private final Schema schema;
  private final Cells keys = new Cells(ColumnType.TEXT);
  private final Cells values;
  private final List<String> duplicates = new ArrayList<>();
  private int[] index = new int[1024];
  private int size;

  /**
   * @param schema the key's columns, then the value's
   */
  public LookupTable(Schema schema) {
    this.schema = schema;
    this.values = new Cells(value().type());
  }

  /** The looked-up column. */
  Column value() {
    return schema.column(schema.size() - 1);
  }

  /** The key's columns. */
  List<Column> key() {
    return schema.columns().subList(0, schema.size() - 1);
  }

  /** Adds rows of the table's schema; those without a key are passed over. */
  public void add(RowBatch batch) {
    Cells[] key = new Cells[schema.size() - 1];
    for (int i = 0; i < key.length; i++) {
      key[i] = batch.cells(i);
    }
    for (int row = 0; row < batch.size(); row++) {
      String text = keyText(key, row);
      if (!text.isEmpty()) {
        add(text, batch.cells(key.length), row);
      }
    }
  }

  private void add(String text, Cells value, int row) {
    if (2 * (size + 1) > index.length) {
      grow();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int slot = slot(bytes);
    if (index[slot] > 0) {
      String shown = text.substring(1).replace('\u0001', '|');
      if (duplicates.size() < MOST_NAMED && !duplicates.contains(shown)) {
        duplicates.add(shown);
      }
      return;
    }
    keys.appendBytes(bytes, 0, bytes.length);
    values.appendFrom(value, row);
    size++;
    index[slot] = size;
  }

  private void grow() {
    index = new int[index.length * 2];
    for (int position = 0; position < size; position++) {
      byte[] key = keys.bytesAt(position);
      index[slot(key)] = position + 1;
    }
  }

  /** The slot of a key, or the free one where it belongs. */
  private int slot(byte[] key) {
    int mask = index.length - 1;
    int slot = (int) Lookup3.hash(key, 0, key.length, 0) & mask;
    while (index[slot] > 0 && !isAt(index[slot] - 1, key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int position, byte[] key) {
    int start = keys.start(position);
    return Arrays.equals(keys.buffer(), start, keys.end(position), key, 0, key.length);
  }

  /** Empty where a part is null. Each part is led by a mark, so that parts can't run together. */
  static String keyText(Cells[] key, int row) {
    StringBuilder text = new StringBuilder();
    for (Cells cells : key) {
      if (cells.isNull(row)) {
        return "";
      }
      text.append('\u0001').append(part(cells, row));
    }
    return text.toString();
  }

  /** Equal numbers have one text. */
  private static String part(Cells cells, int row) {
    if (cells.type().kind() != ColumnType.Kind.DECIMAL) {
      return CellText.format(cells, row);
    }
    BigDecimal value = cells.decimalAt(row);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** Appends what the key leads to; false, and nothing appended, where there is no such key. */
  boolean append(Cells into, String keyText) {
    int slot = slot(keyText.getBytes(StandardCharsets.UTF_8));
    if (keyText.isEmpty() || index[slot] == 0) {
      return false;
    }
    into.appendFrom(values, index[slot] - 1);
    return true;
  }

  /** Keys held. */
  public int size() {
    return size;
  }

  /** The first keys that more than one row has; empty where all is well. */
  public List<String> duplicates() {
    return List.copyOf(duplicates);
  }
}
