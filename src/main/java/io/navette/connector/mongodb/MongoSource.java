package io.navette.connector.mongodb;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Digesting;
import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads collections and views. */
final class MongoSource implements Source, Filtering, Digesting {
  private final Server server;
  private final Consumer<String> notes;
  private final Map<String, Integer> sampled = new ConcurrentHashMap<>();

  @MustBeClosed
  MongoSource(Server server, Consumer<String> notes) {
    this.server = server;
    this.notes = notes;
  }

  @Override
  public List<String> streamNames() {
    return server.names();
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    if (!server.names().contains(stream)) {
      throw new Failure.Configuration(
          "connection " + server.connection() + ": there is no collection " + stream,
          "collections: " + String.join(", ", server.names()));
    }
    Columns columns = Columns.of(server, stream, options);
    sampled.put(stream, columns.sampled());
    return new StreamInfo(
        stream,
        columns.schema(),
        List.of(FieldPath.ID),
        columns.cursorCandidates(),
        server.ask(stream, () -> server.collection(stream).estimatedDocumentCount()),
        columns.sampled());
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    int documents = sampled.getOrDefault(request.stream(), 0);
    if (documents > 0) {
      notes.accept(
          server.place(request.stream())
              + ": columns were learnt from "
              + documents
              + " documents; declare them in fields: to be sure of them");
    }
    return ChangeReader.isAskedFor(server, request)
        ? new ChangeReader(server, request, notes)
        : new MongoReader(server, request, UnaryOperator.identity(), notes);
  }

  @Override
  public long count(String stream, Optional<String> where, Settings options) {
    long count = Summary.count(server, stream, where);
    long most = options.integer(MongoSettings.MAX_ROWS).orElse(0L);
    return most > 0 ? Math.min(most, count) : count;
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
