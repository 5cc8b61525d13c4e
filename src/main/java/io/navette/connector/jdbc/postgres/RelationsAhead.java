package io.navette.connector.jdbc.postgres;

import io.navette.connector.jdbc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the catalog says of the tables a run looks up: of one, and in the same question of those
 * that come next. Each answer is given once and soon, as tables change. Used by one thread at a
 * time.
 */
final class RelationsAhead {
  /** Tables of one question. */
  static final int TABLES = 32;

  /** An answer is believed for so long. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private final Server server;
  private final LongSupplier nanos;
  private final Map<String, Known> known = new HashMap<>();
  private List<String> foreseen = List.of();

  private record Known(Relation relation, long asked) {}

  /**
   * @param nanos the time as {@link System#nanoTime} counts it
   */
  RelationsAhead(Server server, LongSupplier nanos) {
    this.server = server;
    this.nanos = nanos;
  }

  void foresee(List<String> names) {
    foreseen = List.copyOf(names);
  }

  /** Whatever was learned ahead may be wrong by now. */
  void forget() {
    known.clear();
  }

  /** Empty when there is no such table or view. Blocks where the answer is not known yet. */
  Optional<Relation> find(Connection connection, String name) throws SQLException {
    Known ahead = known.remove(name);
    long now = nanos.getAsLong();
    if (ahead != null && now - ahead.asked() < FRESH.toNanos()) {
      return Optional.of(ahead.relation());
    }
    int at = foreseen.indexOf(name);
    List<String> names =
        at < 0
            ? List.of(name)
            : foreseen.subList(at, Math.min(at + TABLES, foreseen.size())).stream()
                .distinct()
                .toList();
    List<TableName> tables = names.stream().map(server::table).toList();
    Map<Integer, Relation> found = Relation.all(connection, tables);
    found.forEach((position, relation) -> known.put(names.get(position), new Known(relation, now)));
    Known asked = known.remove(name);
    return asked == null ? Optional.empty() : Optional.of(asked.relation());
  }
}
