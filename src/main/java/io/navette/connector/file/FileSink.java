package io.navette.connector.file;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.AllOrNothing;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/** Writes files of one format. */
public final class FileSink implements Sink, AllOrNothing {
  private final Settings settings;
  private final FileFormat format;
  private final Place place;
  private final OutputStream standardOutput;

  /** Opens nothing yet; {@code standardOutput} takes what is written to the path {@code -}. */
  public FileSink(Settings settings, FileFormat format, OutputStream standardOutput) {
    this.settings = settings;
    this.format = format;
    this.place = Place.of(settings, format);
    this.standardOutput = standardOutput;
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    FileStream stream = place.target(request.target(), format.isDivided());
    try {
      Output output = output(stream, request.preview());
      RecordWriter records =
          format.create(
              stream,
              output,
              request.schema(),
              request.mode() == WriteMode.APPEND,
              new Options(settings, request.options()));
      return new FileRowWriter(stream.where(), output, records);
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  private Output output(FileStream stream, boolean preview) throws IOException {
    if (preview) {
      return new StandardOutput(OutputStream.nullOutputStream());
    }
    if (place.isStandard()) {
      return new StandardOutput(standardOutput);
    }
    Files.createDirectories(Place.parent(stream.file()));
    return new NewFile(stream.file());
  }

  @Override
  public void close() {}
}
