package io.navette.connector.file.excel;

import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.file.FileConnector;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Reads and writes Excel workbooks; a sheet is a stream. */
public final class ExcelConnector extends FileConnector {
  /** The streams stand behind the path {@code -}. */
  public ExcelConnector(InputStream standardInput, OutputStream standardOutput) {
    super(new ExcelFormat(), standardInput, standardOutput);
  }

  @Override
  public String name() {
    return "excel";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of("Excel", "Workbooks (.xlsx), a sheet per stream.", Family.FILE)
        .withIncremental();
  }

  @Override
  protected List<Setting> formatSettings() {
    return SheetOptions.SETTINGS;
  }
}
