package io.navette.testing.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.Source;
import io.navette.connector.warehouse.WarehouseConnector;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A warehouse's server, and connections to it. */
public abstract class WarehouseFixture<S extends WarehouseServer, C extends WarehouseConnector>
    implements AutoCloseable {
  public final S server;
  public final C connector;
  private final String connection;
  private final Map<String, Object> usual;

  /**
   * @param usual the settings of a connection that works
   */
  protected WarehouseFixture(String connection, S server, C connector, Map<String, Object> usual) {
    this.connection = connection;
    this.server = server;
    this.connector = connector;
    this.usual = Map.copyOf(usual);
  }

  /** The usual ones, and these over them. */
  public final Settings settings(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(usual);
    values.putAll(more);
    return new Settings(connection, values);
  }

  @MustBeClosed
  public final Source source(Map<String, Object> more) {
    return connector.openSource(settings(more));
  }

  @MustBeClosed
  public final Sink sink(Map<String, Object> more) {
    return connector.openSink(settings(more));
  }

  @Override
  public final void close() throws SQLException {
    server.close();
  }
}
