package io.navette.connector.file.jsonl;

import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.file.FileConnector;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Reads and writes files of JSON lines. */
public final class JsonlConnector extends FileConnector {
  /** The streams stand behind the path {@code -}. */
  public JsonlConnector(InputStream standardInput, OutputStream standardOutput) {
    super(new JsonlFormat(), standardInput, standardOutput);
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "JSON lines", "Text files with a JSON object per line, read and written.", Family.FILE)
        .withIncremental();
  }

  @Override
  protected List<Setting> formatSettings() {
    return List.of();
  }
}
