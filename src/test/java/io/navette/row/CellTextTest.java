package io.navette.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CellTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN|true",
        "BOOLEAN|false",
        "INTEGER|9223372036854775807",
        "INTEGER|-9223372036854775808",
        "DECIMAL|1234567890123456789012345678901234567.890",
        "DECIMAL|-0.0000000000000000000000000000000000001",
        "DECIMAL|0.00",
        "DOUBLE|-0.0",
        "DOUBLE|NaN",
        "DOUBLE|-Infinity",
        "DOUBLE|4.9E-324",
        "DOUBLE|0.1",
        "TEXT|Crème brûlée 🍮",
        "BYTES|00ff10",
        "DATE|0001-01-01",
        "DATE|9999-12-31",
        "TIME|00:00:00",
        "TIME|23:59:59.999999",
        "TIME|12:30:00.5",
        "DATETIME|1969-12-31T23:59:59.999999",
        "DATETIME|2026-01-31T13:45:00",
        "INSTANT|0001-01-01T00:00:00Z",
        "INSTANT|2026-01-31T13:45:00.123Z",
        "UUID|00112233-4455-6677-8899-aabbccddeeff",
        "JSON|{\"a\": [1, 2.50, null]}",
      })
  void textComesBackAsItWas(ColumnType.Kind kind, String text) {
    Cells cells = new Cells(new ColumnType(kind, 0, 0));
    CellText.parse(cells, text);
    assertThat(CellText.format(cells, 0)).isEqualTo(text);

    Cells again = new Cells(cells.type());
    CellValue.append(again, CellValue.value(cells, 0));
    assertThat(CellText.format(again, 0)).isEqualTo(text);

    Cells copy = new Cells(cells.type());
    copy.appendFrom(cells, 0);
    assertThat(CellText.format(copy, 0)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN|maybe",
        "INTEGER|1.5",
        "INTEGER|9223372036854775808",
        "INTEGER|''",
        "DECIMAL|1,5",
        "DOUBLE|1.0d",
        "DOUBLE|1e400",
        "BYTES|0g",
        "DATE|2026-02-30",
        "DATE|31/01/2026",
        "TIME|24:00:00",
        "TIME|10:00:00.1234567",
        "DATETIME|2026-01-31T13:45:00Z",
        "INSTANT|2026-01-31T13:45:00",
        "UUID|1-1-1-1-1",
        "JSON|{a: 1}",
        "JSON|1 2",
      })
  void whatDoesNotFitIsRefused(ColumnType.Kind kind, String text) {
    Cells cells = new Cells(new ColumnType(kind, 0, 0));
    assertThatThrownBy(() -> CellText.parse(cells, text))
        .isInstanceOf(CellText.Misfit.class)
        .hasMessageContaining("\"" + text + "\" is not ");
    assertThat(cells.size()).isZero();
  }

  @Test
  void limitsOfTheTypeAreKept() {
    Cells decimals = new Cells(ColumnType.decimal(5, 2));
    CellText.parse(decimals, "999.990");
    assertThat(decimals.decimalAt(0)).isEqualTo(new BigDecimal("999.99"));
    assertThatThrownBy(() -> CellText.parse(decimals, "1000.00")).hasMessageContaining("1000.00");
    assertThatThrownBy(() -> CellText.parse(decimals, "0.001")).hasMessageContaining("0.001");

    Cells small = new Cells(ColumnType.integer(16));
    CellText.parse(small, "-32768");
    assertThatThrownBy(() -> CellText.parse(small, "32768")).hasMessageContaining("16 bits");

    Cells texts = new Cells(ColumnType.text(2));
    CellText.parse(texts, "🍮🍮");
    assertThatThrownBy(() -> CellText.parse(texts, "abc")).hasMessageContaining("at most 2");
  }

  @Test
  void friendlySpellingsAreUnderstood() {
    Cells flags = new Cells(ColumnType.BOOLEAN);
    for (String text : new String[] {"T", "1", "Yes", "f", "0", "NO"}) {
      CellText.parse(flags, text);
    }
    assertThat(flags.booleanAt(2)).isTrue();
    assertThat(flags.booleanAt(3)).isFalse();

    Cells instants = new Cells(ColumnType.INSTANT);
    CellText.parse(instants, "2026-01-31 14:45:00+01");
    assertThat(CellText.format(instants, 0)).isEqualTo("2026-01-31T13:45:00Z");
  }

  @Test
  void valuesAreConvertedOnlyWhenNothingIsLost() {
    Cells integers = new Cells(ColumnType.INTEGER);
    CellValue.append(integers, 3.0);
    CellValue.append(integers, new BigDecimal("7.00"));
    assertThat(integers.longAt(1)).isEqualTo(7);
    assertThatThrownBy(() -> CellValue.append(integers, 3.5)).isInstanceOf(CellText.Misfit.class);

    Cells doubles = new Cells(ColumnType.DOUBLE);
    CellValue.append(doubles, new BigDecimal("0.1"));
    assertThatThrownBy(() -> CellValue.append(doubles, Long.MAX_VALUE))
        .isInstanceOf(CellText.Misfit.class);

    Cells dates = new Cells(ColumnType.DATE);
    CellValue.append(dates, LocalDateTime.of(2026, 1, 31, 0, 0));
    assertThatThrownBy(() -> CellValue.append(dates, LocalDateTime.of(2026, 1, 31, 1, 0)))
        .isInstanceOf(CellText.Misfit.class);
    assertThatThrownBy(() -> CellValue.append(dates, Instant.EPOCH))
        .isInstanceOf(CellText.Misfit.class);
    assertThatThrownBy(() -> CellValue.append(dates, LocalTime.NOON))
        .isInstanceOf(CellText.Misfit.class);
    assertThatThrownBy(() -> CellValue.append(dates, new UUID(1, 2)))
        .isInstanceOf(CellText.Misfit.class);
    CellValue.append(dates, LocalDate.EPOCH);
    assertThat(dates.longAt(1)).isZero();
  }

  @Test
  void everyDoubleIsTheNearestOne() {
    RandomGenerator random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      String digits = Long.toString(random.nextLong(1L << 60));
      checkDouble(Double.isFinite(value) ? Double.toString(value) : "0.5");
      checkDouble(digits + "." + random.nextInt(1_000_000_000));
      checkDouble("-0.000" + digits + "1234567890");
      checkDouble(digits + "e" + random.nextInt(-330, 290));
    }
  }

  private static void checkDouble(String text) {
    Cells cells = new Cells(ColumnType.DOUBLE);
    CellText.parse(cells, text);
    assertThat(cells.doubleAt(0)).isEqualTo(Double.parseDouble(text));
  }
}
