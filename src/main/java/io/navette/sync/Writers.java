package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.IdMapped;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.WriteRequest;

/** Opens writers, with what the journal knows of the target where the sink asks for that. */
final class Writers {
  private Writers() {}

  @MustBeClosed
  static RowWriter open(Sink sink, WriteRequest request, Journal journal, String run) {
    return sink instanceof IdMapped mapped
        ? mapped.write(request, journal.ids(request.job(), request.target(), run))
        : sink.write(request);
  }
}
