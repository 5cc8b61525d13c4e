package io.navette.connector.file;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.row.Column;
import io.navette.row.Schema;
import java.io.InputStream;
import java.util.List;

/** Reads files of one format. */
public final class FileSource implements Source {
  private final Settings settings;
  private final FileFormat format;
  private final StandardInput standardInput;

  /** Opens nothing yet; {@code standardInput} is read where the path is {@code -}. */
  public FileSource(Settings settings, FileFormat format, InputStream standardInput) {
    this.settings = settings;
    this.format = format;
    this.standardInput = new StandardInput(standardInput);
  }

  @Override
  public List<String> streamNames() {
    return streams().all().stream().map(FileStream::name).toList();
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    FileStream found = find(stream);
    Schema schema = format.describe(found, new Options(settings, options));
    List<String> ordered =
        schema.columns().stream().filter(Ordering::isNatural).map(Column::name).toList();
    return new StreamInfo(found.name(), schema, List.of(), ordered, -1);
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    FileStream stream = find(request.stream());
    Pass pass = Pass.start(request, stream);
    Options options = new Options(settings, request.options());
    return new FilePassReader(request, pass, format.open(stream, request.schema(), options));
  }

  private FileStream find(String stream) {
    if (Place.of(settings, format).isStandard() && !format.isDivided()) {
      FileStream only = streams().all().get(0);
      return new FileStream(only.connection(), stream, only.file(), "");
    }
    return streams().find(stream);
  }

  private Streams streams() {
    Place place = Place.of(settings, format);
    return new Streams(place.isStandard() ? standardInput.place(place) : place, format);
  }

  @Override
  public void close() {
    standardInput.close();
  }
}
