package io.navette.connector.file.excel;

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

/** Reads and writes Excel workbooks; a sheet is a stream. */
public final class ExcelConnector implements SourceConnector, SinkConnector {
  private final ExcelFormat format = new ExcelFormat();
  private final InputStream standardInput;
  private final OutputStream standardOutput;

  /** The streams stand behind the path {@code -}. */
  public ExcelConnector(InputStream standardInput, OutputStream standardOutput) {
    this.standardInput = standardInput;
    this.standardOutput = standardOutput;
  }

  @Override
  public String name() {
    return "excel";
  }

  @Override
  public ConnectorCard card() {
    return new ConnectorCard("Excel", "Workbooks (.xlsx), a sheet per stream.", "file");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(FileCheck.PATH);
    settings.addAll(SheetOptions.SETTINGS);
    return settings;
  }

  @Override
  public List<Setting> streamOptions() {
    return Options.perStream(SheetOptions.SETTINGS);
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
