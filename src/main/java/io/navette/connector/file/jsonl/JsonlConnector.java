package io.navette.connector.file.jsonl;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.file.FileCheck;
import io.navette.connector.file.FileSink;
import io.navette.connector.file.FileSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** Reads and writes files of JSON lines. */
public final class JsonlConnector implements SourceConnector, SinkConnector {
  private final JsonlFormat format = new JsonlFormat();
  private final InputStream standardInput;
  private final OutputStream standardOutput;

  /** The streams stand behind the path {@code -}. */
  public JsonlConnector(InputStream standardInput, OutputStream standardOutput) {
    this.standardInput = standardInput;
    this.standardOutput = standardOutput;
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public ConnectorCard card() {
    return new ConnectorCard(
        "JSON lines", "Text files with a JSON object per line, read and written.", "file");
  }

  @Override
  public List<Setting> settings() {
    return List.of(FileCheck.PATH);
  }

  @Override
  public Set<WriteMode> modes() {
    return Set.of(WriteMode.APPEND, WriteMode.REPLACE);
  }

  @Override
  public String check(Settings settings) {
    return FileCheck.check(settings, format);
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    return new FileSource(settings, format, standardInput);
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    return new FileSink(settings, format, standardOutput);
  }
}
