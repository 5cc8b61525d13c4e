package io.navette.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingTest {
  private static final Schema SOURCE =
      Schema.of(
          Column.of("Code", ColumnType.TEXT),
          Column.of("Nom Client", ColumnType.TEXT),
          Column.of("qty", ColumnType.INTEGER),
          Column.of("price", ColumnType.decimal(12, 2)),
          Column.of("day", ColumnType.DATE),
          Column.of("at", ColumnType.INSTANT));

  private static RowBatch batch(int rows) {
    RowBatch batch = new RowBatch(SOURCE);
    for (int row = 0; row < rows; row++) {
      CellValue.append(batch.cells(0), " c" + row + " ");
      CellValue.append(batch.cells(1), row % 2 == 0 ? "Été" : null);
      CellValue.append(batch.cells(2), (long) row);
      CellValue.append(batch.cells(3), new BigDecimal("0.10"));
      CellText.parse(batch.cells(4), "2026-01-31");
      CellText.parse(batch.cells(5), "2026-01-31T23:30:00Z");
      batch.endRow();
    }
    return batch;
  }

  private static MappingSpec spec(Map<String, String> columns, Map<String, ColumnType> casts) {
    return new MappingSpec("job j, stream s", columns, casts, Optional.empty(), Map.of(), Set.of());
  }

  private static @Nullable Object value(String expression, ColumnType type) {
    Mapping mapping = Mapping.compile(spec(Map.of("x", expression), Map.of("x", type)), SOURCE);
    RowBatch mapped = mapping.apply(batch(1)).batch();
    assertThat(mapped.rejections()).isEmpty();
    return CellValue.value(mapped.cells(0), 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user.id | text | 7b",
        "text(user.id) | text | 7b",
        "user.age + 1 | integer | 42",
        "user.rate * 2 | decimal | 2.50",
        "user.active ? 'yes' : 'no' | text | yes",
        "user.lines[1].sku | text | B",
        "user['first name'] + '!' | text | Zoé!",
        "`user`.id | text | 7b",
        "user.none.deeper | text | null",
        "user.gone | integer | null",
        "user.address | json | {\"city\":\"Brest\"}",
        "user.big | decimal | 12345678901234567890",
        "coalesce(user.gone, 'user.id') | text | user.id"
      })
  void membersOfJsonColumns(String expression, String type, String expected) {
    Schema schema = Schema.of(Column.of("user", ColumnType.JSON));
    RowBatch batch = new RowBatch(schema);
    CellText.parse(
        batch.cells(0),
        """
        {"id": "7b", "age": 41, "rate": 1.25, "active": true, "gone": null, "first name": "Zoé",
         "lines": [{"sku": "A"}, {"sku": "B"}], "address": {"city": "Brest"},
         "big": 12345678901234567890}""");
    batch.endRow();
    ColumnType wanted =
        Map.of(
                "text", ColumnType.TEXT,
                "integer", ColumnType.INTEGER,
                "decimal", ColumnType.DECIMAL,
                "json", ColumnType.JSON)
            .get(type);
    Mapping mapping = Mapping.compile(spec(Map.of("x", expression), Map.of("x", wanted)), schema);
    RowBatch mapped = mapping.apply(batch).batch();
    assertThat(mapped.rejections()).isEmpty();
    assertThat(mapped.cells(0).isNull(0) ? "null" : CellText.format(mapped.cells(0), 0))
        .isEqualTo(expected);
  }

  @Test
  void aMemberNeedsATypeAndAColumnThatHasMembers() {
    Schema schema =
        Schema.of(Column.of("user", ColumnType.JSON), Column.of("name", ColumnType.TEXT));
    assertThatThrownBy(() -> Mapping.compile(spec(Map.of("x", "user.id"), Map.of()), schema))
        .hasMessageContaining("the type of user.id is not fixed");
    assertThatThrownBy(() -> Mapping.compile(spec(Map.of("x", "name.id"), Map.of()), schema))
        .hasMessageContaining("only a json column has parts");
    RowBatch batch = new RowBatch(schema);
    CellText.parse(batch.cells(0), "{\"id\": \"x7\"}");
    batch.cells(1).appendNull();
    batch.endRow();
    RowBatch mapped =
        Mapping.compile(spec(Map.of("x", "user.id"), Map.of("x", ColumnType.INTEGER)), schema)
            .apply(batch)
            .batch();
    assertThat(mapped.rejections()).singleElement().extracting("reason").asString().contains("x7");
  }

  @Test
  void aColumnCarriedOverIsNotCopied() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("code", "Code");
    columns.put("nom", "`Nom Client`");
    RowBatch batch = batch(3);
    batch.bookmark(new Bookmark("7"));
    RowBatch mapped = Mapping.compile(spec(columns, Map.of()), SOURCE).apply(batch).batch();
    assertThat(mapped.schema().names()).containsExactly("code", "nom");
    assertThat(mapped.cells(0)).isSameAs(batch.cells(0));
    assertThat(mapped.cells(1)).isSameAs(batch.cells(1));
    assertThat(mapped.bookmark()).contains(new Bookmark("7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trim(Code)|TEXT|c0",
        "upper(`Nom Client`)|TEXT|ÉTÉ",
        "Code + '-' + qty|TEXT|' c0 -0'",
        "price * 3|DECIMAL|0.30",
        "price + 0.2|DECIMAL|0.30",
        "10 / 4|DECIMAL|2.5",
        "7 % 4|INTEGER|3",
        "-qty - 1|INTEGER|-1",
        "qty == 0 ? 'none' : 'some'|TEXT|none",
        "price > 0.09 && qty < 1|BOOLEAN|true",
        "day < date('01/02/2026', 'dd/MM/yyyy')|BOOLEAN|true",
        "year(day)|INTEGER|2026",
        "date_format(at, 'yyyy-MM-dd HH:mm')|TEXT|2026-01-31 23:30",
        "instant('2026-07-14 12:00:00', 'Europe/Paris')|INSTANT|2026-07-14T10:00:00Z",
        "coalesce(nullif(qty, 0), 42)|INTEGER|42",
        "round(price / 3, 4)|DECIMAL|0.0333",
        "left(trim(Code), 1)|TEXT|c",
        "right(trim(Code), 5)|TEXT|c0",
        "substring('héllo', 2, 3)|TEXT|éll",
        "split_part('a/b/c', '/', 2)|TEXT|b",
        "length('🍮🍮')|INTEGER|2",
        "matches('AB1', '[A-Z]+[0-9]')|BOOLEAN|true",
        "integer('12')|INTEGER|12",
        "replace('a.b.c', '.', '')|TEXT|abc",
        "concat('a', null, 1)|TEXT|a1",
      })
  void expressionsCalculateExactly(String expression, ColumnType.Kind kind, String expected) {
    RowBatch batch = batch(1);
    Mapping mapping =
        Mapping.compile(
            spec(Map.of("x", expression), Map.of("x", new ColumnType(kind, 0, 0))), SOURCE);
    RowBatch mapped = mapping.apply(batch).batch();
    assertThat(mapped.rejections()).isEmpty();
    assertThat(CellText.format(mapped.cells(0), 0)).isEqualTo(expected);
  }

  @Test
  void nullGoesThroughArithmeticAndFailsComparisons() {
    Schema schema = Schema.of(Column.of("a", ColumnType.INTEGER), Column.of("b", ColumnType.TEXT));
    RowBatch batch = new RowBatch(schema);
    batch.cells(0).appendNull();
    batch.cells(1).appendNull();
    batch.endRow();
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("sum", "a + 1");
    columns.put("text", "trim(b)");
    columns.put("less", "a < 1");
    columns.put("same", "a == null");
    columns.put("logic", "!(a > 1) && (matches(b, 'x') || true)");
    Map<String, ColumnType> casts =
        Map.of(
            "sum",
            ColumnType.INTEGER,
            "less",
            ColumnType.BOOLEAN,
            "same",
            ColumnType.BOOLEAN,
            "logic",
            ColumnType.BOOLEAN);
    RowBatch mapped = Mapping.compile(spec(columns, casts), schema).apply(batch).batch();
    assertThat(mapped.rejections()).isEmpty();
    assertThat(mapped.cells(0).isNull(0)).isTrue();
    assertThat(mapped.cells(1).isNull(0)).isTrue();
    assertThat(mapped.cells(2).booleanAt(0)).isFalse();
    assertThat(mapped.cells(3).booleanAt(0)).isTrue();
    assertThat(mapped.cells(4).booleanAt(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''.class",
        "Code.class.forName('java.io.File')",
        "new('java.io.File', 'x')",
        "Code.bytes",
        "trim(Code).bytes",
        "Code.getClass()",
        "trim(Code).getClass()",
        "catalog()",
        "Code = 'x'",
        "while(true) {}",
        "for (var i : [1]) { i }",
        "x -> x",
        "#pragma jexl.namespace.io java.io.File\n1",
        "java:lang",
        "Code['class']",
        "trim(Code)['class']",
        "exec('ls')",
      })
  void nothingButFunctionsIsWithinReach(String expression) {
    RowBatch batch = batch(1);
    try {
      Mapping mapping =
          Mapping.compile(spec(Map.of("x", expression), Map.of("x", ColumnType.TEXT)), SOURCE);
      RowBatch mapped = mapping.apply(batch).batch();
      assertThat(mapped.size()).as("value of " + expression).isZero();
      assertThat(batch.rejections()).hasSize(1);
    } catch (Failure.Configuration refused) {
      assertThat(refused.problems()).hasSize(1);
    }
  }

  @Test
  void allProblemsAreNamedTogether() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("a", "trim(Cod)");
    columns.put("b", "price +");
    columns.put("c", "price * 2");
    MappingSpec spec =
        new MappingSpec(
            "job j, stream s",
            columns,
            Map.of("d", ColumnType.TEXT),
            Optional.of("nope > 1"),
            Map.of("aa", "not null"),
            Set.of());
    assertThatThrownBy(() -> Mapping.compile(spec, SOURCE))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure ->
                assertThat(failure.problems())
                    .hasSize(6)
                    .anyMatch(text -> text.contains("did you mean Code?"))
                    .anyMatch(text -> text.contains("columns.b"))
                    .anyMatch(text -> text.contains("casts: {c: decimal(12,2)}"))
                    .anyMatch(text -> text.contains("casts: there is no column d"))
                    .anyMatch(text -> text.contains("where: nope > 1"))
                    .anyMatch(text -> text.contains("checks: there is no column aa")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 2048, 2049})
  void aBadRowIsRefusedAndTheOthersPass(int rows) {
    Schema schema = Schema.of(Column.of("n", ColumnType.TEXT));
    RowBatch batch = new RowBatch(schema);
    for (int row = 0; row < rows; row++) {
      batch.cells(0).appendText(row % 1000 == 0 ? "abc" : "" + row);
      batch.endRow();
    }
    int bad = (rows + 999) / 1000;
    MappingSpec spec = spec(Map.of(), Map.of("n", ColumnType.INTEGER));
    RowBatch mapped = Mapping.compile(spec, schema).apply(batch).batch();
    assertThat(mapped.size()).isEqualTo(rows - bad);
    assertThat(mapped.rejections()).hasSize(bad);
    assertThat(mapped.rejections())
        .allSatisfy(
            rejection -> {
              assertThat(rejection.stage()).isEqualTo(Rejection.Stage.MAP);
              assertThat(rejection.reason()).isEqualTo("\"abc\" is not an integer");
              assertThat(rejection.row()).isEqualTo("{\"n\":\"abc\"}");
            });
  }

  @Test
  void checksAndFilter() {
    MappingSpec spec =
        new MappingSpec(
            "job j, stream s",
            Map.of(),
            Map.of(),
            Optional.of("qty < 6"),
            Map.of("Code", "length <= 4", "Nom Client", "not null", "qty", "value != 4"),
            Set.of());
    Mapped mapped = Mapping.compile(spec, SOURCE).apply(batch(11));
    assertThat(mapped.skipped()).isEqualTo(5);
    assertThat(mapped.batch().size()).isEqualTo(2);
    assertThat(mapped.batch().rejections())
        .hasSize(4)
        .anyMatch(
            rejection ->
                rejection.reason().equals("check Nom Client: not null does not hold for null"))
        .anyMatch(rejection -> rejection.reason().contains("value != 4 does not hold for \"4\""));
  }

  @Test
  void aCheckMayAskForTheLengthOfAnyColumn() {
    MappingSpec spec =
        new MappingSpec(
            "j",
            Map.of(),
            Map.of(),
            Optional.empty(),
            Map.of("Code", "length(Code) <= 40 and length(value) > 0"),
            Set.of());
    Mapped mapped = Mapping.compile(spec, SOURCE).apply(batch(5));
    assertThat(mapped.batch().size()).isEqualTo(5);
  }

  @Test
  void lossIsRefusedUntilItIsAccepted() {
    Map<String, ColumnType> casts =
        Map.of("price", ColumnType.decimal(12, 1), "at", ColumnType.DATETIME);
    assertThatThrownBy(() -> Mapping.compile(spec(Map.of(), casts), SOURCE))
        .hasMessageContaining("price: decimal(12,2) -> decimal(12,1): digits are lost")
        .hasMessageContaining("at: instant -> datetime: the time zone (UTC) is dropped")
        .hasMessageContaining("accept_loss: [price, at]");
    MappingSpec accepted =
        new MappingSpec("j", Map.of(), casts, Optional.empty(), Map.of(), Set.of("price", "at"));
    RowBatch mapped = Mapping.compile(accepted, SOURCE).apply(batch(1)).batch();
    assertThat(CellText.format(mapped.cells(3), 0)).isEqualTo("0.1");
    assertThat(CellText.format(mapped.cells(5), 0)).isEqualTo("2026-01-31T23:30:00");
  }

  @Test
  void textThatIsTooLongIsRejectedUnlessCuttingIsAccepted() {
    Map<String, ColumnType> casts = Map.of("Code", ColumnType.text(3));
    RowBatch batch = batch(1);
    Mapping checked = Mapping.compile(spec(Map.of(), casts), SOURCE);
    assertThat(checked.apply(batch).batch().size()).isZero();
    assertThat(batch.rejections().get(0).reason())
        .isEqualTo("\" c0 \" is not a text of at most 3 characters");
    MappingSpec accepted =
        new MappingSpec("j", Map.of(), casts, Optional.empty(), Map.of(), Set.of("Code"));
    RowBatch cut = Mapping.compile(accepted, SOURCE).apply(batch(1)).batch();
    assertThat(cut.cells(0).textAt(0)).isEqualTo(" c0");
  }

  @Test
  void divisionByZeroIsARejection() {
    RowBatch batch = batch(1);
    Mapping mapping =
        Mapping.compile(spec(Map.of("x", "1 / qty"), Map.of("x", ColumnType.DECIMAL)), SOURCE);
    assertThat(mapping.apply(batch).batch().size()).isZero();
    assertThat(batch.rejections().get(0).reason()).isEqualTo("division by zero");
    assertThat(value("qty / 1", ColumnType.DECIMAL)).isEqualTo(new BigDecimal("0"));
  }
}
