package io.navette.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class CellBytesTest {
  private static final List<ColumnType> TYPES =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.INTEGER,
          ColumnType.integer(16),
          ColumnType.integer(32),
          ColumnType.DECIMAL,
          ColumnType.decimal(5, 2),
          ColumnType.decimal(18, 0),
          ColumnType.decimal(38, 10),
          ColumnType.DOUBLE,
          ColumnType.TEXT,
          ColumnType.text(3),
          ColumnType.BYTES,
          ColumnType.DATE,
          ColumnType.TIME,
          ColumnType.DATETIME,
          ColumnType.INSTANT,
          ColumnType.UUID,
          ColumnType.JSON);

  private static final List<String> TEXTS =
      List.of(
          "",
          "-",
          "0",
          "-0",
          "1",
          "-1",
          "+1",
          "007",
          "32767",
          "32768",
          "-32768",
          "-32769",
          "true",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "1.",
          ".5",
          "0.5",
          "-0.05",
          "999.99",
          "1000",
          "999.999",
          "1.10",
          "1e3",
          "1E-2",
          "123456789012345678",
          "1234567890123456789.5",
          "0.000000000000000001",
          "abc",
          "abcd",
          "éé",
          "ééé",
          "00ff",
          "2026-01-31",
          "2026-02-28",
          "2026-02-29",
          "2026-02-30",
          "2026-04-30",
          "2026-04-31",
          "2026-07-31",
          "2026-08-31",
          "2026-09-31",
          "2026-10-31",
          "2026-11-31",
          "2026-12-32",
          "2024-02-29",
          "0001-01-01",
          "0000-03-01",
          "9999-12-31",
          "2026-13-01",
          "2026-1-1",
          "12:34:56",
          "12:34:56.7",
          "12:34:56.123456",
          "12:34",
          "24:00:00",
          "2026-01-15T00:00:00",
          "2026-01-15 23:59:59.999999",
          "2026-01-31T12:00:00",
          "2026-01-15T00:00:00.1234567",
          "2026-01-15T00:00",
          "2026-01-15T25:00:00",
          "2026-01-15T00:00:00Z",
          "2026-01-15T00:00:00.5Z",
          "2026-01-15T00:00:00+02:00",
          "2026-01-15 00:00:00+02",
          "2026-01-15 00:00:00.5+00",
          "\\x00ff",
          "1969-12-15T23:59:59.000001Z",
          "00112233-4455-6677-8899-aabbccddeeff",
          "FFEEDDCC-4455-6677-8899-AABBCCDDEEFF",
          "00112233-4455-6677-8899-aabbccddeefg",
          "0011223344-55-6677-8899-aabbccddeeff",
          "00112233-4455-6677-8899aabbccddeeff-",
          "00fg",
          "\\xABCDEF",
          "{\"a\":1}",
          "NaN",
          "-1.5E300",
          "0.1");

  @Test
  void theCalendarIsThatOfJavaTime() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    List<String> zones =
        List.of("", "Z", "+00", "+00:00", "-00:30", "+05:30", "-08", "+17:59", "+18:00", "+18:01");
    List<String> fractions = List.of("", ".5", ".123456", ".1234567", ".");
    for (int i = 0; i < 20_000; i++) {
      LocalDateTime moment =
          LocalDateTime.ofEpochSecond(
              random.nextLong(-62_000_000_000L, 250_000_000_000L), 0, ZoneOffset.UTC);
      String day = i % 5 == 0 ? "2023-02-" + (27 + i % 4) : moment.toLocalDate().toString();
      String time = DateTimeFormatter.ofPattern("HH:mm:ss").format(moment);
      String text =
          day
              + (i % 3 == 0 ? " " : "T")
              + time
              + fractions.get(random.nextInt(fractions.size()))
              + zones.get(random.nextInt(zones.size()));
      for (ColumnType type : List.of(ColumnType.INSTANT, ColumnType.DATETIME, ColumnType.DATE)) {
        for (String written : List.of(text, day, text + "é")) {
          Cells quick = new Cells(type);
          if (CellBytes.calendar(quick, written)) {
            assertThat(quick.longAt(0)).as(written).isEqualTo(CellText.calendar(type, written));
          }
        }
      }
      Cells utc = new Cells(ColumnType.INSTANT);
      if (CellBytes.utc(utc, text)) {
        assertThat(utc.longAt(0)).as(text).isEqualTo(CellText.calendar(ColumnType.DATETIME, text));
      }
    }
  }

  @Test
  void doublesBecomeTheDecimalsTheyPrint() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(12);
    List<ColumnType> types =
        List.of(ColumnType.DECIMAL, ColumnType.decimal(12, 2), ColumnType.decimal(38, 10));
    for (int i = 0; i < 50_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> random.nextInt(1_000_000_000) / 100.0;
            case 1 -> -random.nextInt(100_000) / 1e7;
            case 2 -> random.nextDouble(-1e8, 1e8);
            default -> random.nextInt(-20_000_000, 20_000_000);
          };
      for (ColumnType type : types) {
        Cells quick = new Cells(type);
        Cells exact = new Cells(type);
        String outcome = outcome(quick, () -> CellValue.append(quick, value));
        String wanted =
            outcome(
                exact, () -> CellText.appendDecimal(exact, new BigDecimal(Double.toString(value))));
        if (quick.size() == 1 || exact.size() == 1) {
          assertThat(outcome).isEqualTo(wanted);
        }
      }
    }
  }

  @Test
  void bytesAndTextsAreReadAlike() {
    for (ColumnType type : TYPES) {
      for (String text : TEXTS) {
        Cells byText = new Cells(type);
        Cells byBytes = new Cells(type);
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
        String one = outcome(byText, () -> CellText.parse(byText, text));
        String other = outcome(byBytes, () -> CellBytes.parse(byBytes, bytes, 1, bytes.length - 1));
        assertThat(other).as("%s as %s", text, type).isEqualTo(one);
      }
    }
  }

  private static String outcome(Cells cells, Runnable parse) {
    try {
      parse.run();
      return CellText.format(cells, 0);
    } catch (CellText.Misfit e) {
      return "misfit: " + e.getMessage();
    }
  }

  @Test
  void bytesAndTextsAreWrittenAlike() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (ColumnType type : TYPES) {
      Cells cells = new Cells(type);
      TEXTS.forEach(text -> outcome(cells, () -> CellText.parse(cells, text)));
      for (int i = 0; i < 2000; i++) {
        random(cells, random);
      }
      for (int row = 0; row < cells.size(); row++) {
        byte[] into = new byte[CellPrint.length(cells, row) + 2];
        int end = CellPrint.format(cells, row, into, 1);
        assertThat(new String(into, 1, end - 1, StandardCharsets.UTF_8))
            .isEqualTo(CellText.format(cells, row));
      }
    }
  }

  private static void random(Cells cells, RandomGenerator random) {
    long value = random.nextLong() >> random.nextInt(64);
    switch (cells.type().kind()) {
      case INTEGER -> cells.appendLong(value);
      case DECIMAL -> cells.appendDecimal(value, random.nextInt(22));
      case DATE -> cells.appendLong(value % 4_000_000);
      case TIME -> cells.appendLong(Math.floorMod(value, 86_400_000_000L));
      case DATETIME, INSTANT -> cells.appendLong(value % 300_000_000_000_000_000L);
      case UUID -> cells.appendUuid(random.nextLong(), random.nextLong());
      case DOUBLE -> cells.appendDouble(Double.longBitsToDouble(random.nextLong()));
      case BOOLEAN, TEXT, BYTES, JSON -> cells.appendNull();
    }
    if (cells.isNull(cells.size() - 1)) {
      cells.truncate(cells.size() - 1);
    }
  }
}
