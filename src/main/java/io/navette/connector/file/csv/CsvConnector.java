package io.navette.connector.file.csv;

import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.file.FileConnector;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Reads and writes CSV files. */
public final class CsvConnector extends FileConnector {
  /** The streams stand behind the path {@code -}. */
  public CsvConnector(InputStream standardInput, OutputStream standardOutput) {
    super(new CsvFormat(), standardInput, standardOutput);
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of("CSV", "Text files with a line per row, read and written.", Family.FILE)
        .withIncremental();
  }

  @Override
  protected List<Setting> formatSettings() {
    return CsvDialect.SETTINGS;
  }
}
