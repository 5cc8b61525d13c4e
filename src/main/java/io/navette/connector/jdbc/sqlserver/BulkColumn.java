package io.navette.connector.jdbc.sqlserver;

import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one column's cells are sent by bulk copy, and which of them its type can't keep. The driver
 * sends dates and times as text, and the server converts them.
 *
 * @param type of java.sql.Types, or the driver's own
 * @param precision digits, or characters of the text that is sent
 * @param encoder for text that is not kept as Unicode; null for all other columns
 */
record BulkColumn(
    Field field, int type, int precision, int scale, @Nullable CharsetEncoder encoder) {
  /** microsoft.sql.Types.DATETIMEOFFSET. */
  private static final int DATETIMEOFFSET = -155;

  private static final int UTF_8 = 65001;

  /** Longer text and bytes are sent in pieces. */
  private static final int MAX = Integer.MAX_VALUE / 2;

  /** 1753-01-01 and 1900-01-01, where the older types begin, and 2079-06-06, in microseconds. */
  private static final long DATETIME_FROM = -6_847_804_800_000_000L;

  private static final long SMALL_FROM = -2_208_988_800_000_000L;
  private static final long SMALL_TO = 3_453_408_000_000_000L;

  /** 0001-01-01 and 10000-01-01. */
  private static final long YEAR_1 = -719_162L;

  private static final long YEAR_10000 = 2_932_897L;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MINUTE = 60_000_000L;

  static BulkColumn of(Field field) {
    return switch (field.base()) {
      case "bit" -> plain(field, Types.BIT, 1, 0);
      case "tinyint" -> plain(field, Types.TINYINT, 3, 0);
      case "smallint" -> plain(field, Types.SMALLINT, 5, 0);
      case "int" -> plain(field, Types.INTEGER, 10, 0);
      case "bigint" -> plain(field, Types.BIGINT, 19, 0);
      case "decimal", "numeric", "money", "smallmoney" ->
          plain(
              field,
              Types.DECIMAL,
              field.column().type().precision(),
              field.column().type().scale());
      case "float" -> plain(field, Types.DOUBLE, 53, 0);
      case "real" -> plain(field, Types.REAL, 24, 0);
      case "date" -> plain(field, Types.DATE, 10, 0);
      case "time" -> plain(field, Types.TIME, 16, field.scale());
      case "datetime", "smalldatetime", "datetime2" ->
          plain(field, Types.TIMESTAMP, 27, field.scale());
      case "datetimeoffset" -> plain(field, DATETIMEOFFSET, 34, field.scale());
      case "uniqueidentifier" -> plain(field, Types.CHAR, 36, 0);
      case "varbinary", "binary", "image" ->
          plain(field, Types.VARBINARY, field.size() < 0 ? MAX : Math.max(1, field.size()), 0);
      case "nvarchar", "nchar" ->
          plain(field, Types.NVARCHAR, field.size() < 0 ? MAX : field.size(), 0);
      case "varchar", "char", "text" ->
          new BulkColumn(field, Types.NVARCHAR, MAX, 0, encoder(field.codePage()));
      default -> plain(field, Types.NVARCHAR, MAX, 0);
    };
  }

  private static BulkColumn plain(Field field, int type, int precision, int scale) {
    return new BulkColumn(field, type, precision, scale, null);
  }

  private static CharsetEncoder encoder(int codePage) {
    String name = "windows-" + codePage;
    Charset charset =
        codePage == UTF_8 || !Charset.isSupported(name)
            ? StandardCharsets.UTF_8
            : Charset.forName(name);
    return charset.newEncoder();
  }

  String name() {
    return field.name();
  }

  /** Whether cells of this kind can be sent at all. */
  boolean takes(Kind kind) {
    return switch (field.base()) {
      case "bit" -> kind == Kind.BOOLEAN;
      case "tinyint", "smallint", "int", "bigint" -> kind == Kind.INTEGER;
      case "decimal", "numeric", "money", "smallmoney" ->
          kind == Kind.DECIMAL || kind == Kind.INTEGER;
      case "float", "real" -> kind == Kind.DOUBLE;
      case "date" -> kind == Kind.DATE;
      case "time" -> kind == Kind.TIME;
      case "datetime", "smalldatetime", "datetime2" -> kind == Kind.DATETIME || kind == Kind.DATE;
      case "datetimeoffset" -> kind == Kind.INSTANT;
      case "uniqueidentifier" -> kind == Kind.UUID;
      case "varbinary", "binary", "image" -> kind == Kind.BYTES;
      default -> kind != Kind.BYTES;
    };
  }

  /** Why the server could not keep a cell as it is; empty where it can. */
  Optional<String> misfit(Cells cells, int row) {
    if (cells.isNull(row)) {
      return Optional.empty();
    }
    return switch (field.base()) {
      case "tinyint" -> outside(cells.longAt(row), 0, 255);
      case "smallint" -> outside(cells.longAt(row), Short.MIN_VALUE, Short.MAX_VALUE);
      case "int" -> outside(cells.longAt(row), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "decimal", "numeric", "money", "smallmoney" -> number(cells, row);
      case "float", "real" -> floating(cells.doubleAt(row));
      case "date" -> day(cells.longAt(row));
      case "time" -> fraction(cells, row, cells.longAt(row));
      case "datetime", "smalldatetime", "datetime2", "datetimeoffset" -> moment(cells, row);
      case "varbinary", "binary" ->
          field.size() > 0 && cells.length(row) > field.size()
              ? tooLong(cells.length(row) + " bytes")
              : Optional.empty();
      case "nvarchar", "nchar", "varchar", "char", "text" -> text(cells, row);
      default -> Optional.empty();
    };
  }

  private Optional<String> outside(long value, long lowest, long highest) {
    return value < lowest || value > highest
        ? Optional.of(value + " does not fit into " + field.declared())
        : Optional.empty();
  }

  private Optional<String> number(Cells cells, int row) {
    BigDecimal value = decimal(cells, row);
    int digits = value.precision() - value.scale();
    boolean fits =
        Math.max(0, value.stripTrailingZeros().scale()) <= scale && digits <= precision - scale;
    if (fits && field.base().endsWith("money")) {
      int bits = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().bitLength();
      fits = bits < (field.base().equals("money") ? Long.SIZE : Integer.SIZE);
    }
    return fits || value.signum() == 0
        ? Optional.empty()
        : Optional.of(value.toPlainString() + " does not fit into " + field.declared());
  }

  private static BigDecimal decimal(Cells cells, int row) {
    return cells.type().kind() == Kind.INTEGER
        ? BigDecimal.valueOf(cells.longAt(row))
        : cells.decimalAt(row);
  }

  private Optional<String> floating(double value) {
    if (!Double.isFinite(value)) {
      return Optional.of(value + " is no number SQL Server knows");
    }
    boolean exact =
        !field.base().equals("real")
            || Double.parseDouble(Float.toString((float) value)) == value
            || (float) value == value;
    return exact ? Optional.empty() : Optional.of(value + " would lose digits in a real");
  }

  private static Optional<String> day(long day) {
    return day < YEAR_1 || day >= YEAR_10000
        ? Optional.of("SQL Server knows dates from year 1 to 9999")
        : Optional.empty();
  }

  private Optional<String> moment(Cells cells, int row) {
    boolean whole = cells.type().kind() == Kind.DATE;
    long micros = cells.longAt(row) * (whole ? MICROS_PER_DAY : 1);
    Optional<String> year = day(whole ? cells.longAt(row) : Math.floorDiv(micros, MICROS_PER_DAY));
    if (year.isPresent()) {
      return year;
    }
    return switch (field.base()) {
      case "datetime" ->
          micros < DATETIME_FROM || !isTick(Math.floorMod(micros, 1_000_000L))
              ? lossy(cells, row)
              : Optional.empty();
      case "smalldatetime" ->
          micros < SMALL_FROM || micros >= SMALL_TO || Math.floorMod(micros, MINUTE) != 0
              ? lossy(cells, row)
              : Optional.empty();
      default -> fraction(cells, row, micros);
    };
  }

  /** A datetime keeps 300 parts of a second, shown as milliseconds that end in 0, 3 or 7. */
  private static boolean isTick(long micros) {
    long last = micros / 1000 % 10;
    return micros % 1000 == 0 && (last == 0 || last == 3 || last == 7);
  }

  private Optional<String> fraction(Cells cells, int row, long micros) {
    long step = 1;
    for (int digits = field.scale(); digits < 6; digits++) {
      step *= 10;
    }
    return Math.floorMod(micros, step) == 0 ? Optional.empty() : lossy(cells, row);
  }

  private Optional<String> lossy(Cells cells, int row) {
    return Optional.of(CellText.format(cells, row) + " does not fit into " + field.declared());
  }

  /** Bytes of UTF-8 are never fewer than characters of UTF-16, so that most need no look. */
  private Optional<String> text(Cells cells, int row) {
    if (cells.type().kind() != Kind.TEXT && cells.type().kind() != Kind.JSON) {
      return length(CellText.format(cells, row));
    }
    boolean few = field.size() < 0 || cells.length(row) <= field.size();
    if (few && (encoder == null || isAscii(cells, row))) {
      return Optional.empty();
    }
    String text = cells.textAt(row);
    if (encoder != null && !encoder.canEncode(text)) {
      return Optional.of(
          "it has characters that "
              + field.declared()
              + " can't keep: code page "
              + field.codePage());
    }
    return length(text);
  }

  private static boolean isAscii(Cells cells, int row) {
    byte[] bytes = cells.buffer();
    for (int i = cells.start(row); i < cells.end(row); i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> length(String text) {
    if (field.size() < 0) {
      return Optional.empty();
    }
    int length = encoder == null ? text.length() : text.getBytes(encoder.charset()).length;
    return length > field.size()
        ? tooLong(length + (encoder == null ? " characters" : " bytes"))
        : Optional.empty();
  }

  private Optional<String> tooLong(String length) {
    return Optional.of(length + " are too long for " + field.declared());
  }

  /** A cell that {@link #misfit} has no objection to, as the driver takes it. */
  @Nullable Object value(Cells cells, int row) {
    if (cells.isNull(row)) {
      return null;
    }
    return switch (type) {
      case Types.BIT -> cells.booleanAt(row);
      case Types.TINYINT, Types.SMALLINT -> (short) cells.longAt(row);
      case Types.INTEGER -> (int) cells.longAt(row);
      case Types.BIGINT -> cells.longAt(row);
      case Types.DECIMAL -> decimal(cells, row).setScale(scale, RoundingMode.UNNECESSARY);
      case Types.DOUBLE -> cells.doubleAt(row);
      case Types.REAL -> (float) cells.doubleAt(row);
      case Types.VARBINARY -> cells.bytesAt(row);
      case Types.TIMESTAMP -> moment(CellText.format(cells, row), cells.type().kind());
      case DATETIMEOFFSET -> CellText.format(cells, row).replace("Z", "+00:00");
      default -> CellText.format(cells, row);
    };
  }

  /** With a T no language setting of the server reads month and day the other way round. */
  private static String moment(String text, Kind kind) {
    return kind == Kind.DATE ? text + "T00:00:00" : text;
  }
}
