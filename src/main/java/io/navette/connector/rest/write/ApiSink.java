package io.navette.connector.rest.write;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.IdMap;
import io.navette.connector.IdMapped;
import io.navette.connector.RowWriter;
import io.navette.connector.Setting;
import io.navette.connector.Sink;
import io.navette.connector.WriteRequest;
import io.navette.connector.rest.engine.ManifestSource;
import java.util.List;

/** Writes to the objects of a {@code sink.yaml} with the clients of the connection's manifest. */
public final class ApiSink implements Sink, IdMapped {
  private final SinkFile file;
  private final ManifestSource source;

  /**
   * @param source closed with this sink
   */
  public ApiSink(SinkFile file, ManifestSource source) {
    this.file = file;
    this.source = source;
  }

  /** What a stream may set under {@code target_options}. */
  public static List<Setting> options() {
    return WriteOptions.settings();
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    return write(request, IdMap.inMemory());
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request, IdMap ids) {
    return ApiRowWriter.open(file.object(request), request, ids, source.calls());
  }

  @Override
  public void close() {
    source.close();
  }
}
