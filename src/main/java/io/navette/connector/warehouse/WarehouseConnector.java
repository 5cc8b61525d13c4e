package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What connectors of warehouses share: each only has to open its warehouse. */
public abstract class WarehouseConnector implements SourceConnector, SinkConnector {
  private static final String QUERY = "query";

  /** A connection that has asked nothing yet. */
  @MustBeClosed
  protected abstract Warehouse open(Settings settings);

  /** The query that a stream's options hold in place of a table. */
  public static Optional<String> query(Settings options) {
    return options.text(QUERY).map(sql -> sql.strip().replaceFirst(";$", ""));
  }

  /** A limit of our own, which warehouses leave to their users. */
  protected static Setting requestsPerMinute() {
    return Setting.withDefault(
        "requests_per_minute",
        Kind.INTEGER,
        "0",
        "Requests sent in any minute; 0 for no limit of our own.");
  }

  @Override
  public List<Setting> streamOptions() {
    return List.of(
        Setting.optional(
            QUERY, Kind.TEXT, "A SELECT whose result is the stream, in place of a table."));
  }

  @Override
  public final Set<WriteMode> modes() {
    return EnumSet.allOf(WriteMode.class);
  }

  @Override
  public final String check(Settings settings) {
    try (Warehouse warehouse = open(settings)) {
      return warehouse.check();
    }
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the source
  public Source openSource(Settings settings) {
    return new WarehouseSource(open(settings));
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the sink
  public final Sink openSink(Settings settings) {
    return new WarehouseSink(open(settings));
  }
}
