package io.navette.connector.file.csv;

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
import io.navette.connector.file.Options;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads and writes CSV files. */
public final class CsvConnector implements SourceConnector, SinkConnector {
  private final CsvFormat format = new CsvFormat();
  private final InputStream standardInput;
  private final OutputStream standardOutput;

  /** The streams stand behind the path {@code -}. */
  public CsvConnector(InputStream standardInput, OutputStream standardOutput) {
    this.standardInput = standardInput;
    this.standardOutput = standardOutput;
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public ConnectorCard card() {
    return new ConnectorCard("CSV", "Text files with a line per row, read and written.", "file");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(FileCheck.PATH);
    settings.addAll(CsvDialect.SETTINGS);
    return settings;
  }

  @Override
  public List<Setting> streamOptions() {
    return Options.perStream(CsvDialect.SETTINGS);
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
