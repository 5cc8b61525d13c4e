package io.navette.connector.file.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/** The fields of the record that was read last; one object for all records. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private String[] fields = new String[32];
  private boolean[] quoted = new boolean[32];
  private long line;
  private int count;

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
    count = 0;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
    if (index >= fields.length) {
      fields = Arrays.copyOf(fields, 2 * index);
      quoted = Arrays.copyOf(quoted, 2 * index);
    }
    fields[index] = length == 0 ? "" : new String(buffer, offset, length);
    quoted[index] = isQuoted;
    count = index + 1;
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }

  /** The line the record begins on, from 1. */
  long line() {
    return line;
  }

  /** 0 for an empty line. */
  int count() {
    return count;
  }

  String field(int index) {
    return fields[index];
  }

  boolean isQuoted(int index) {
    return quoted[index];
  }
}
