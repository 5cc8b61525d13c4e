package io.navette.testing.tds;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * INSERT BULK: the table and columns a client announced, and the rows it sends after it ([MS-TDS]
 * 2.2.6.1).
 */
record BulkLoad(String table) {
  private static final int COLUMNS = 0x81;
  private static final int ROW = 0xd1;
  private static final int BATCH = 1000;

  static BulkLoad of(String sql) {
    List<Token> tokens = Token.of(sql);
    int open = 2;
    while (!tokens.get(open).is("(")) {
      open++;
    }
    return new BulkLoad(Token.join(tokens.subList(2, open)));
  }

  long insert(Connection connection, Input in) throws SQLException {
    if (in.u8() != COLUMNS) {
      throw new TdsError(4804, "rows must begin with their columns");
    }
    List<TdsType.Read> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int count = in.u16();
    for (int i = 0; i < count; i++) {
      in.skip(6);
      types.add(TdsType.read(in));
      names.add('"' + in.shortText().replace("\"", "\"\"") + '"');
    }
    String sql =
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", names)
            + ") VALUES ("
            + "?, ".repeat(count - 1)
            + "?)";
    long rows = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      while (in.u8() == ROW) {
        for (int i = 0; i < count; i++) {
          statement.setObject(i + 1, TdsValue.read(in, types.get(i)));
        }
        statement.addBatch();
        rows++;
        if (rows % BATCH == 0) {
          statement.executeBatch();
        }
      }
      if (rows % BATCH != 0) {
        statement.executeBatch();
      }
    }
    return rows;
  }
}
