package io.navette.history;

import io.navette.failure.Failure;
import java.sql.Connection;
import java.sql.SQLException;

/** In what the two databases differ. */
sealed interface Dialect permits SqliteDialect, PostgresDialect {
  Connection connect() throws SQLException;

  /** Epoch milliseconds by the store's own clock, where it has one. */
  long now(Connection connection) throws SQLException;

  /** Makes concurrent first starts queue; called first in a transaction, ends with it. */
  void serialize(Connection connection) throws SQLException;

  /** Whether the table of versions is there. */
  boolean prepared(Connection connection) throws SQLException;

  /** Whether the connection can't be used any more. */
  boolean broken(SQLException failure);

  /** Whether another process was in the way, so that waiting helps. */
  boolean contended(SQLException failure);

  Failure failure(SQLException failure);

  /** Gives space of deleted rows back. */
  void shrink(Connection connection) throws SQLException;

  String describe();
}
