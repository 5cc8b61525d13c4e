package io.navette.testing.tds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Listens on a free port of this machine. Its databases live as long as the process. */
public final class TdsServer implements AutoCloseable {
  /** The one login. */
  public static final String USER = "sa";

  /** Its password. */
  public static final String PASSWORD = "P@ss;w{or}d=1";

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final int ENCRYPTED = 1;
  private static final int NOT_SUPPORTED = 2;

  private final ServerSocket listener;
  private final Optional<SSLContext> tls;
  private final boolean strict;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cancellations = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private volatile @Nullable Fault fault;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private TdsServer(Optional<SSLContext> tls, boolean strict) throws IOException {
    this.strict = strict;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.tls = tls;
    Thread.ofVirtual().start(this::accept);
  }

  /** A server that speaks in the clear only. */
  public static TdsServer start() {
    return start(Optional.empty(), false);
  }

  /**
   * A server that insists on TLS.
   *
   * @param strict whether TLS comes before everything else, as TDS 8.0 has it
   */
  public static TdsServer start(SSLContext tls, boolean strict) {
    return start(Optional.of(tls), strict);
  }

  private static TdsServer start(Optional<SSLContext> tls, boolean strict) {
    try {
      return new TdsServer(tls, strict);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on localhost. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Creates an empty database and returns its name. */
  public static String newDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(h2(name), "sa", "")) {
      Catalog.create(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  private static String h2(String database) {
    return "jdbc:h2:mem:"
        + database
        + ";DB_CLOSE_DELAY=-1;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE"
        + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_TIMEOUT=10000;TIME ZONE=UTC";
  }

  /** The statements clients have sent. */
  public List<String> statements() {
    return List.copyOf(heard);
  }

  void heard(String sql) {
    heard.add(sql);
    Fault planned = fault;
    if (planned != null && sql.contains(planned.part()) && planned.times().getAndDecrement() > 0) {
      throw new TdsError(planned.number(), "Transaction was chosen as the deadlock victim.");
    }
  }

  private record Fault(String part, int number, AtomicInteger times) {}

  /** Refuses the next statements that hold a text, with an error's number. */
  public void fail(String part, int number, int times) {
    fault = new Fault(part, number, new AtomicInteger(times));
  }

  void cancelled() {
    cancellations.incrementAndGet();
  }

  /** How often clients have called off what they had asked. */
  public int cancellations() {
    return cancellations.get();
  }

  void sent(long rows) {
    sent.addAndGet(rows);
  }

  /** The rows of all results so far. */
  public long rowsSent() {
    return sent.get();
  }

  /** Ends all connections at once, as a server does that falls over. */
  public void disconnect() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // The server is closed.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      logIn(Channel.of(strict ? HandshakeSocket.strict(socket, tls.orElseThrow()) : socket));
    } catch (IOException | SQLException e) {
      // The client sees its connection end.
      return;
    } finally {
      sockets.remove(socket);
    }
  }

  private void logIn(Channel plain) throws IOException, SQLException {
    Packets.Message prelogin = plain.in().read();
    if (prelogin == null) {
      return;
    }
    boolean later = tls.isPresent() && !strict;
    Login.answerPrelogin(plain.out(), later ? ENCRYPTED : NOT_SUPPORTED);
    Channel channel = later ? plain.secured(tls.orElseThrow()) : plain;
    Packets.Message message = channel.in().read();
    if (message == null) {
      return;
    }
    Login login = Login.of(message.bytes());
    Response response = new Response(channel.out());
    Optional<TdsError> refused = refused(login);
    if (refused.isPresent()) {
      response.error(refused.get(), 14);
      response.failed(Response.DONE);
      channel.out().end();
      return;
    }
    channel.out().packetSize(login.packetSize());
    try (Connection connection = DriverManager.getConnection(h2(login.database()), "sa", "")) {
      connection.createStatement().execute("SET SCHEMA \"dbo\"");
      response.loggedIn(login.database(), login.packetSize(), strict);
      channel.out().end();
      new Session(this, channel, connection).run();
    }
  }

  private static Optional<TdsError> refused(Login login) {
    if (!login.user().equals(USER) || !login.password().equals(PASSWORD)) {
      return Optional.of(new TdsError(18456, "Login failed for user '" + login.user() + "'."));
    }
    if (!login.database().matches("test_\\d+")) {
      return Optional.of(
          new TdsError(
              4060,
              "Cannot open database \""
                  + login.database()
                  + "\" requested by the login. The login failed."));
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    disconnect();
  }
}
