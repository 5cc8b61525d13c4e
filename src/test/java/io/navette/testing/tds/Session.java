package io.navette.testing.tds;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: answers its messages one by one, while another thread reads them, so
 * that a cancellation is heard in the middle of a response.
 */
final class Session {
  private static final int BATCH = 1;
  private static final int CALL = 3;
  private static final int ATTENTION = 6;
  private static final int BULK = 7;

  private static final Pattern FORMAT_ONLY =
      Pattern.compile("sp_executesql N'SET FMTONLY ON SELECT \\* FROM (.*) '");

  private final TdsServer server;
  private final Channel channel;
  private final Response response;
  private final Connection connection;
  private final BlockingQueue<Packets.Message> messages = new LinkedBlockingQueue<>();
  private final AtomicInteger attentions = new AtomicInteger();
  private final Map<Integer, String> prepared = new HashMap<>();
  private final Transactions transactions;
  private volatile @Nullable Statement running;
  private @Nullable BulkLoad bulk;

  Session(TdsServer server, Channel channel, Connection connection) {
    this.server = server;
    this.channel = channel;
    this.response = new Response(channel.out());
    this.connection = connection;
    this.transactions = new Transactions(connection);
  }

  /** Answers until the client goes. */
  void run() throws IOException, SQLException {
    Thread reader = Thread.ofVirtual().start(this::read);
    try {
      while (true) {
        Packets.Message message = messages.take();
        if (message.type() < 0) {
          return;
        }
        answer(message);
        channel.out().end();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reader.interrupt();
    }
  }

  private void read() {
    try {
      Packets.Message message = channel.in().read();
      while (message != null) {
        if (message.type() == ATTENTION) {
          attentions.incrementAndGet();
          Statement statement = running;
          if (statement != null) {
            statement.cancel();
          }
        }
        messages.add(message);
        message = channel.in().read();
      }
    } catch (IOException | SQLException e) {
      // The client has gone.
    }
    messages.add(new Packets.Message(-1, new byte[0]));
  }

  private void answer(Packets.Message message) throws IOException, SQLException {
    int end = message.type() == CALL ? Response.DONE_PROC : Response.DONE;
    try {
      switch (message.type()) {
        case BATCH -> batch(message.bytes());
        case CALL -> call(new Input(message.bytes()));
        case BULK -> bulk(new Input(message.bytes()));
        case ATTENTION -> {
          attentions.decrementAndGet();
          server.cancelled();
          response.cancelled();
        }
        default -> throw new TdsError(4002, "unknown message " + message.type());
      }
    } catch (SQLException e) {
      fail(TdsError.of(e), end);
    } catch (TdsError e) {
      fail(e, end);
    }
  }

  private void fail(TdsError error, int end) throws IOException, SQLException {
    if (error.number() == 1205) {
      connection.rollback();
    }
    if (attentions.get() == 0) {
      response.error(error, error.number() == 1205 ? 13 : 16);
    }
    response.failed(end);
  }

  private void batch(byte[] message) throws IOException, SQLException {
    Input in = new Input(message);
    in.skipHeaders();
    String sql = in.rest();
    server.heard(sql);
    Matcher format = FORMAT_ONLY.matcher(sql);
    if (format.matches()) {
      describe(format.group(1).replace("''", "'"));
    } else if (transactions.takes(sql)) {
      response.done(Response.DONE, 0, 0, -1, false);
    } else if (sql.toUpperCase(java.util.Locale.ROOT).startsWith("INSERT BULK")) {
      bulk = BulkLoad.of(sql);
      response.done(Response.DONE, 0, 0, -1, false);
    } else {
      execute(sql, Map.of(), Response.DONE, false);
    }
  }

  private void describe(String table) throws IOException, SQLException {
    Translation query = Translation.of("SELECT * FROM " + table);
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      response.columns(Catalog.describe(connection, statement.getMetaData()));
    }
    response.done(Response.DONE_IN_PROC, 0, 0xc1, 0, true);
    response.returnStatus(0);
    response.done(Response.DONE_PROC, 0, 0, -1, false);
  }

  private void execute(String sql, Map<String, @Nullable Object> values, int end, boolean more)
      throws IOException, SQLException {
    Translation translation = Translation.of(sql);
    try (PreparedStatement statement = connection.prepareStatement(translation.sql())) {
      for (int i = 0; i < translation.parameters().size(); i++) {
        String name = translation.parameters().get(i);
        if (!values.containsKey(name)) {
          throw new TdsError(137, "Must declare the scalar variable \"" + name + "\".");
        }
        statement.setObject(i + 1, values.get(name));
      }
      running = statement;
      boolean rows = statement.execute();
      if (rows) {
        rows(statement, end, more);
      } else {
        long count = statement.getLargeUpdateCount();
        for (String comment : translation.comments()) {
          comment(comment);
        }
        boolean counted = translation.command() < 0xc6 || translation.command() == 0x117;
        response.done(end, 0, translation.command(), counted ? count : -1, more);
      }
    } finally {
      running = null;
    }
  }

  private void comment(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void rows(PreparedStatement statement, int end, boolean more)
      throws IOException, SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      List<Catalog.Described> columns = Catalog.describe(connection, rows.getMetaData());
      response.columns(columns);
      long count = response.rows(rows, columns, () -> attentions.get() > 0);
      server.sent(count);
      response.done(end, 0, 0xc1, count, more);
    }
  }

  private void bulk(Input in) throws IOException, SQLException {
    BulkLoad load = bulk;
    bulk = null;
    if (load == null) {
      throw new TdsError(4002, "rows without INSERT BULK");
    }
    boolean single = connection.getAutoCommit();
    connection.setAutoCommit(false);
    Savepoint before = connection.setSavepoint();
    try {
      long rows = load.insert(connection, in);
      response.done(Response.DONE, 0, 0xf0, rows, false);
    } catch (SQLException | TdsError e) {
      connection.rollback(before);
      throw e;
    } finally {
      connection.setAutoCommit(single);
    }
  }

  private void call(Input in) throws IOException, SQLException {
    in.skipHeaders();
    int length = in.u16();
    String procedure = length == 0xffff ? Integer.toString(in.u16()) : in.utf16(length);
    in.skip(2);
    List<@Nullable Object> values = new ArrayList<>();
    while (in.hasMore()) {
      in.shortText();
      in.skip(1);
      values.add(TdsValue.read(in, TdsType.read(in)));
    }
    switch (procedure) {
      case "10", "sp_executesql" -> {
        String declared = values.size() > 1 ? String.valueOf(values.get(1)) : "";
        run(String.valueOf(values.get(0)), declared, values, 2);
        returned();
      }
      case "11", "sp_prepare" -> response.returnHandle(prepare(values));
      case "12", "sp_execute" -> {
        String statement = prepared.get(((Number) required(values, 0)).intValue());
        if (statement == null) {
          throw new TdsError(8179, "Could not find prepared statement " + values.get(0) + ".");
        }
        int split = statement.indexOf('\0');
        run(statement.substring(split + 1), statement.substring(0, split), values, 1);
        returned();
      }
      case "13", "sp_prepexec" -> {
        int handle = prepare(values);
        run(String.valueOf(values.get(2)), String.valueOf(values.get(1)), values, 3);
        response.returnStatus(0);
        response.returnHandle(handle);
        response.done(Response.DONE_PROC, 0, 0, -1, false);
        return;
      }
      case "15", "sp_unprepare" -> prepared.remove(((Number) required(values, 0)).intValue());
      default -> throw new TdsError(2812, "Could not find stored procedure '" + procedure + "'.");
    }
    if (procedure.equals("11") || procedure.equals("15")) {
      returned();
    }
  }

  private static Object required(List<@Nullable Object> values, int place) {
    Object value = values.get(place);
    if (value == null) {
      throw new TdsError(201, "a parameter is missing");
    }
    return value;
  }

  private void returned() throws IOException {
    response.returnStatus(0);
    response.done(Response.DONE_PROC, 0, 0, -1, false);
  }

  private int prepare(List<@Nullable Object> values) {
    int handle = prepared.size() + 1;
    prepared.put(handle, values.get(1) + "\0" + values.get(2));
    return handle;
  }

  /** Runs a statement whose variables are declared in an order. */
  private void run(String sql, String declared, List<@Nullable Object> values, int from)
      throws IOException, SQLException {
    server.heard(sql);
    List<String> names =
        Token.of(declared).stream()
            .filter(token -> token.kind() == Token.Kind.VARIABLE)
            .map(Token::text)
            .toList();
    Map<String, @Nullable Object> named = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), values.get(from + i));
    }
    execute(sql, named, Response.DONE_IN_PROC, true);
  }
}
