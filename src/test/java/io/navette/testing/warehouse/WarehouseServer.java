package io.navette.testing.warehouse;

import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import io.navette.testing.ExchangeFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A local server that speaks as much of a warehouse's API as Navette uses, over one schema in H2;
 * it remembers what it was asked, and fails on demand.
 */
public abstract class WarehouseServer implements AutoCloseable {
  private final LocalServer server;
  private final String schema;
  private final Tables tables;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> guard;

  /**
   * Starts it.
   *
   * @param token that opens it
   * @param kept what keeps its exchanges
   */
  WarehouseServer(String schema, String token, ExchangeFilter kept) {
    this.guard = ("Bearer " + token)::equals;
    this.schema = schema;
    this.tables = new Tables(schema);
    try {
      server = new LocalServer(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.always(this::answer);
  }

  /** What is answered to the next request whose method and address begin so. */
  private record Fault(String begins, boolean carriedOut, LocalServer.Reply reply) {}

  /** Carries a request out. */
  abstract LocalServer.Reply reply(LocalServer.Seen seen, HttpUrl url)
      throws IOException, SQLException;

  /** From now on these authorization headers open it, and no others. */
  public final void guardedBy(Predicate<String> accepted) {
    guard = accepted;
  }

  final boolean lets(LocalServer.Seen seen) {
    return guard.test(seen.header("Authorization"));
  }

  /** Its address, without a path. */
  public final String url() {
    return server.url("").toString().replaceFirst("/$", "");
  }

  /** The tables behind it. */
  public final Tables tables() {
    return tables;
  }

  /** Runs H2's own statements, in the one schema. */
  public final void execute(String... statements) throws SQLException {
    tables.execute("SET SCHEMA " + schema);
    tables.execute(statements);
  }

  /** All requests: method, path and query. */
  public final List<String> asked() {
    return asked;
  }

  /** Answers the next request whose method and address begin so, and does nothing. */
  final synchronized void refuse(String begins, LocalServer.Reply reply) {
    faults.add(new Fault(begins, false, reply));
  }

  /** Carries the next such request out, and breaks the connection instead of an answer. */
  public final synchronized void lose(String begins) {
    faults.add(
        new Fault(
            begins,
            true,
            exchange -> {
              throw new IOException("lost");
            }));
  }

  private synchronized @Nullable Fault fault(String request) {
    for (Fault fault : faults) {
      if (request.startsWith(fault.begins())) {
        faults.remove(fault);
        return fault;
      }
    }
    return null;
  }

  private void answer(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    String request = seen.method() + " " + seen.target();
    asked.add(request);
    Fault fault = fault(request);
    if (fault != null && !fault.carriedOut()) {
      fault.reply().answer(exchange);
      return;
    }
    LocalServer.Reply reply;
    try {
      reply = reply(seen, server.url(seen.target()));
    } catch (SQLException e) {
      throw new IOException(e);
    }
    (fault == null ? reply : fault.reply()).answer(exchange);
  }

  @Override
  public final void close() throws SQLException {
    server.close();
    tables.close();
  }
}
