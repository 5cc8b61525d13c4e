package io.navette.connector.file;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A connector to files of one format; what is the same for all of them. */
public abstract class FileConnector implements SourceConnector, SinkConnector {
  private final FileFormat format;
  private final InputStream standardInput;
  private final OutputStream standardOutput;

  /** The streams stand behind the path {@code -}. */
  protected FileConnector(
      FileFormat format, InputStream standardInput, OutputStream standardOutput) {
    this.format = format;
    this.standardInput = standardInput;
    this.standardOutput = standardOutput;
  }

  /** Settings of a connection besides its path, each of which a stream may set for itself. */
  protected abstract List<Setting> formatSettings();

  @Override
  public final List<Setting> settings() {
    return Stream.concat(Stream.of(FileCheck.PATH), formatSettings().stream()).toList();
  }

  @Override
  public final List<Setting> streamOptions() {
    return Options.perStream(formatSettings());
  }

  @Override
  public final Set<WriteMode> modes() {
    return Set.of(WriteMode.APPEND, WriteMode.REPLACE);
  }

  @Override
  public final String check(Settings settings) {
    return FileCheck.check(settings, format);
  }

  @Override
  @MustBeClosed
  public final Source openSource(Settings settings) {
    return new FileSource(settings, format, standardInput);
  }

  @Override
  @MustBeClosed
  public final Sink openSink(Settings settings) {
    return new FileSink(settings, format, standardOutput);
  }
}
