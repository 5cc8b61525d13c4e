package io.navette.connector.google.drive;

import io.navette.connector.Setting;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import java.util.List;
import java.util.Locale;

/**
 * A kind of file whose rows a connector for files on this machine reads and writes.
 *
 * @param extension of its files, in lower case: {@code .csv}
 * @param mimeType as Drive calls it
 * @param divided whether a file holds several streams
 * @param source takes the setting {@code path}
 * @param sink the same connector
 */
public record TableFormat(
    String extension,
    String mimeType,
    boolean divided,
    SourceConnector source,
    SinkConnector sink) {

  /** The formats there are, each by one connector that reads and writes it. */
  public static <
          C extends SourceConnector & SinkConnector,
          X extends SourceConnector & SinkConnector,
          J extends SourceConnector & SinkConnector>
      List<TableFormat> all(C csv, X excel, J jsonl) {
    return List.of(
        new TableFormat(".csv", "text/csv", false, csv, csv),
        new TableFormat(".xlsx", Fetching.WORKBOOK, true, excel, excel),
        new TableFormat(".jsonl", "application/jsonl", false, jsonl, jsonl));
  }

  /** Whether a file of this name is one. */
  boolean matches(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(extension);
  }

  /** What may be set for its streams. */
  List<Setting> options() {
    return source.streamOptions();
  }
}
