package io.navette.connector.mongodb;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Chunk;
import io.navette.connector.Digesting;
import io.navette.connector.LedgerKeeping;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import java.util.List;
import java.util.Optional;

/** Writes collections; one that does not exist is created with its first document. */
final class MongoSink implements Sink, LedgerKeeping, Digesting {
  private final Server server;

  @MustBeClosed
  MongoSink(Server server) {
    this.server = server;
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    return new MongoWriter(server, request);
  }

  /** Only for appended rows: in other modes a row may be written again without harm. */
  @Override
  public Optional<Chunk> lastCommitted(WriteRequest request) {
    return request.mode() == WriteMode.APPEND
        ? server.ask(request.stream(), () -> new Ledger(server, request).lastCommitted())
        : Optional.empty();
  }

  @Override
  public boolean isEmpty(WriteRequest request) {
    return server
        .ask(
            request.stream(),
            () ->
                Optional.ofNullable(server.ofPrimary().collection(request.target()).find().first()))
        .isEmpty();
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    return Summary.count(server, stream, where);
  }

  @Override
  public List<Bounds> bounds(
      String stream, List<String> columns, Optional<String> where, Settings options) {
    return Summary.bounds(server, stream, columns, where);
  }

  @Override
  public void close() {
    server.close();
  }
}
