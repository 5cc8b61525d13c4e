package io.navette.testing.tds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values between rows of H2 and the wire ([MS-TDS] 2.2.5.5). */
final class TdsValue {
  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate DATETIME_DAY = LocalDate.of(1900, 1, 1);
  private static final long PLP_NULL = -1;
  private static final long PLP_UNKNOWN = -2;

  private TdsValue() {}

  static void write(Output out, TdsType type, ResultSet row, int column)
      throws SQLException, IOException {
    Object value = value(type, row, column);
    if (type.isMax()) {
      writeLong(out, value == null ? null : bytes(type, value));
      return;
    }
    switch (type.name()) {
      case "nvarchar", "nchar", "varchar", "char", "varbinary", "binary", "timestamp" -> {
        byte[] bytes = value == null ? null : bytes(type, value);
        if (bytes == null) {
          out.u16(0xffff);
        } else {
          out.u16(bytes.length).bytes(bytes);
        }
      }
      default -> {
        if (value == null) {
          out.u8(0);
        } else {
          small(out, type, value);
        }
      }
    }
  }

  private static void writeLong(Output out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.i64(PLP_NULL);
      return;
    }
    out.i64(bytes.length);
    if (bytes.length > 0) {
      out.i32(bytes.length).bytes(bytes);
    }
    out.i32(0);
  }

  private static byte[] bytes(TdsType type, Object value) {
    return switch (value) {
      case byte[] bytes -> bytes;
      case String text when type.name().startsWith("n") -> text.getBytes(StandardCharsets.UTF_16LE);
      case String text -> text.getBytes(LATIN);
      default -> throw new IllegalArgumentException(type + " " + value.getClass());
    };
  }

  private static @Nullable Object value(TdsType type, ResultSet row, int column)
      throws SQLException {
    return switch (type.name()) {
      case "bit" -> row.getObject(column, Boolean.class);
      case "tinyint", "smallint", "int", "bigint" -> row.getObject(column, Long.class);
      case "float", "real" -> row.getObject(column, Double.class);
      case "decimal", "numeric", "money", "smallmoney" -> row.getBigDecimal(column);
      case "date" -> row.getObject(column, LocalDate.class);
      case "time" -> row.getObject(column, LocalTime.class);
      case "datetime2", "datetime", "smalldatetime" -> row.getObject(column, LocalDateTime.class);
      case "datetimeoffset" -> row.getObject(column, OffsetDateTime.class);
      case "uniqueidentifier" -> row.getObject(column, UUID.class);
      case "varbinary", "binary", "timestamp", "image" -> row.getBytes(column);
      default -> row.getString(column);
    };
  }

  private static void small(Output out, TdsType type, Object value) throws IOException {
    switch (value) {
      case Boolean flag -> out.u8(1).u8(flag ? 1 : 0);
      case Long number -> out.u8(type.maxLength()).unsigned(number, type.maxLength());
      case Double number when type.name().equals("real") ->
          out.u8(4).i32(Float.floatToIntBits(number.floatValue()));
      case Double number -> out.u8(8).i64(Double.doubleToLongBits(number));
      case BigDecimal number when type.name().endsWith("money") -> money(out, type, number);
      case BigDecimal number -> decimal(out, type, number);
      case LocalDate date -> out.u8(3).unsigned(ChronoUnit.DAYS.between(FIRST_DAY, date), 3);
      case LocalTime time -> time(out.u8(type.timeLength()), type, time);
      case LocalDateTime moment when type.name().equals("datetime2") -> {
        time(out.u8(type.timeLength() + 3), type, moment.toLocalTime());
        out.unsigned(ChronoUnit.DAYS.between(FIRST_DAY, moment.toLocalDate()), 3);
      }
      case LocalDateTime moment -> datetime(out, type, moment);
      case OffsetDateTime moment -> offset(out, type, moment);
      case UUID uuid -> out.u8(16).bytes(guid(uuid));
      default -> throw new IllegalArgumentException(type + " " + value.getClass());
    }
  }

  private static void money(Output out, TdsType type, BigDecimal number) throws IOException {
    long units = number.setScale(4, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    if (type.name().equals("smallmoney")) {
      out.u8(4).i32((int) units);
    } else {
      out.u8(8).i32((int) (units >> 32)).i32((int) units);
    }
  }

  private static void decimal(Output out, TdsType type, BigDecimal number) throws IOException {
    BigInteger unscaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY).unscaledValue();
    byte[] big = unscaled.abs().toByteArray();
    int length = type.maxLength() - 1;
    out.u8(length + 1).u8(unscaled.signum() < 0 ? 0 : 1);
    for (int i = 0; i < length; i++) {
      out.u8(i < big.length ? big[big.length - 1 - i] : 0);
    }
  }

  private static void time(Output out, TdsType type, LocalTime time) throws IOException {
    long units = time.toNanoOfDay() / (long) Math.pow(10, 9 - type.scale());
    out.unsigned(units, type.timeLength());
  }

  private static void datetime(Output out, TdsType type, LocalDateTime moment) throws IOException {
    long days = ChronoUnit.DAYS.between(DATETIME_DAY, moment.toLocalDate());
    if (type.name().equals("smalldatetime")) {
      out.u8(4).u16((int) days).u16(moment.toLocalTime().toSecondOfDay() / 60);
      return;
    }
    long ticks = Math.round(moment.toLocalTime().toNanoOfDay() * 3 / 1e7);
    out.u8(8).i32((int) days).i32((int) ticks);
  }

  private static void offset(Output out, TdsType type, OffsetDateTime moment) throws IOException {
    LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    time(out.u8(type.timeLength() + 5), type, utc.toLocalTime());
    out.unsigned(ChronoUnit.DAYS.between(FIRST_DAY, utc.toLocalDate()), 3);
    out.u16(moment.getOffset().getTotalSeconds() / 60);
  }

  /** The first three groups have their lowest byte first. */
  private static byte[] guid(UUID uuid) {
    long high = uuid.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >> 32))
        .putShort((short) (high >> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  /** A value as H2 takes it; null for null. */
  static @Nullable Object read(Input in, TdsType.Read read) {
    TdsType type = read.type();
    if (type.isMax()) {
      return readLong(in, type);
    }
    if (read.fixed()) {
      return fixed(in, type, type.maxLength());
    }
    switch (type.name()) {
      case "nvarchar", "nchar", "varchar", "char", "varbinary", "binary" -> {
        int length = in.u16();
        return length == 0xffff ? null : variable(type, in.bytes(length));
      }
      default -> {
        int length = in.u8();
        return length == 0 ? null : fixed(in, type, length);
      }
    }
  }

  private static @Nullable Object readLong(Input in, TdsType type) {
    long total = in.i64();
    if (total == PLP_NULL) {
      return null;
    }
    if (total < PLP_UNKNOWN) {
      throw new TdsError(8009, "a length of " + total);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int chunk = in.i32(); chunk != 0; chunk = in.i32()) {
      all.writeBytes(in.bytes(chunk));
    }
    return variable(type, all.toByteArray());
  }

  private static Object variable(TdsType type, byte[] bytes) {
    return switch (type.name()) {
      case "nvarchar", "nchar" -> new String(bytes, StandardCharsets.UTF_16LE);
      case "varchar", "char" -> new String(bytes, LATIN);
      default -> bytes;
    };
  }

  private static Object fixed(Input in, TdsType type, int length) {
    return switch (type.name()) {
      case "bit" -> in.u8() != 0;
      case "tinyint" -> (long) in.u8();
      case "smallint" -> (long) (short) in.u16();
      case "int" -> (long) in.i32();
      case "bigint" -> in.i64();
      case "real" -> (double) Float.intBitsToFloat(in.i32());
      case "float" -> Double.longBitsToDouble(in.i64());
      case "money" ->
          BigDecimal.valueOf(((long) in.i32() << 32) + Integer.toUnsignedLong(in.i32()), 4);
      case "smallmoney" -> BigDecimal.valueOf(in.i32(), 4);
      case "decimal" -> decimal(in, type, length);
      case "date" -> FIRST_DAY.plusDays(in.unsigned(3));
      case "time" -> time(in, type, length);
      case "datetime2" -> time(in, type, length - 3).atDate(FIRST_DAY.plusDays(in.unsigned(3)));
      case "datetime" ->
          DATETIME_DAY
              .plusDays(in.i32())
              .atStartOfDay()
              .plus(Duration.ofNanos(Math.round(in.i32() * 1e7 / 3)));
      case "datetimeoffset" ->
          time(in, type, length - 5)
              .atDate(FIRST_DAY.plusDays(in.unsigned(3)))
              .atOffset(ZoneOffset.UTC)
              .withOffsetSameInstant(ZoneOffset.ofTotalSeconds(60 * (short) in.u16()));
      case "uniqueidentifier" -> guid(in.bytes(16));
      default -> throw new TdsError(8009, "no value of type " + Objects.toString(type));
    };
  }

  private static BigDecimal decimal(Input in, TdsType type, int length) {
    int sign = in.u8() == 0 ? -1 : 1;
    byte[] digits = in.bytes(length - 1);
    byte[] big = new byte[digits.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = digits[digits.length - 1 - i];
    }
    return new BigDecimal(new BigInteger(1, big).multiply(BigInteger.valueOf(sign)), type.scale());
  }

  private static LocalTime time(Input in, TdsType type, int length) {
    return LocalTime.ofNanoOfDay(in.unsigned(length) * (long) Math.pow(10, 9 - type.scale()));
  }

  private static UUID guid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long high =
        (long) buffer.getInt() << 32
            | (buffer.getShort() & 0xffffL) << 16
            | (buffer.getShort() & 0xffffL);
    return new UUID(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong());
  }
}
