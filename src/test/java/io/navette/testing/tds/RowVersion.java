package io.navette.testing.tds;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Gives every row that is written the next number, as SQL Server does for rowversion columns. H2
 * makes it by its name.
 */
public final class RowVersion implements Trigger {
  private static final AtomicLong LAST = new AtomicLong(2000);

  private int column;

  @Override
  public void init(
      Connection connection, String schema, String trigger, String table, boolean before, int type)
      throws SQLException {
    String sql =
        "SELECT ORDINAL_POSITION FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND"
            + " TABLE_NAME = ? AND REMARKS IN ('rowversion', 'timestamp')";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        column = row.getInt(1) - 1;
      }
    }
  }

  @Override
  public void fire(
      Connection connection, @Nullable Object @Nullable [] before, @Nullable Object[] after) {
    after[column] = bytes(LAST.incrementAndGet());
  }

  /** The number the next row gets; this server's transactions are taken to be done at once. */
  static byte[] next() {
    return bytes(LAST.get() + 1);
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
