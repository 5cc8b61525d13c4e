package io.navette.testing.tds;

import java.sql.SQLException;

/** An error as the server numbers it (sys.messages). */
final class TdsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int number;

  TdsError(int number, String message) {
    super(message);
    this.number = number;
  }

  int number() {
    return number;
  }

  /** What SQL Server would say where H2 said this; H2's own codes are those of its ErrorCode. */
  static TdsError of(SQLException e) {
    String text = String.valueOf(e.getMessage()).replaceFirst("; SQL statement:[\\s\\S]*", "");
    return switch (e.getErrorCode()) {
      case 23505 -> new TdsError(2627, "Violation of PRIMARY KEY constraint: " + text);
      case 23513, 23514 ->
          new TdsError(547, "The INSERT statement conflicted with the CHECK constraint: " + text);
      case 23503, 23506 ->
          new TdsError(
              547,
              "The statement conflicted with the FOREIGN KEY or REFERENCE constraint: " + text);
      case 23502 -> new TdsError(515, "Cannot insert the value NULL into column: " + text);
      case 22001 -> new TdsError(2628, "String or binary data would be truncated: " + text);
      case 42101 -> new TdsError(2714, "There is already an object of that name: " + text);
      case 42102, 42103, 42104 -> new TdsError(208, "Invalid object name: " + text);
      case 42122 -> new TdsError(207, "Invalid column name: " + text);
      case 40001 ->
          new TdsError(
              1205, "Transaction was deadlocked and has been chosen as the deadlock victim.");
      case 50200 -> new TdsError(1222, "Lock request time out period exceeded.");
      case 57014 -> new TdsError(0, "cancelled");
      default -> new TdsError(50000, text + " [" + e.getErrorCode() + "]");
    };
  }
}
