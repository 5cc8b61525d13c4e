package io.navette.connector.rest.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.conformance.TinyEvaluator;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TransformationTest {
  private static final Evaluator EVALUATOR = new TinyEvaluator(Map.of());

  private static void turns(Transformation transformation, String from, String to)
      throws IOException {
    Object record = JsonValues.parse(from);
    transformation.transform(PlainValues.map(record), Map.of());
    assertThat(record).isEqualTo(JsonValues.parse(to));
  }

  private static AddFields add(String path, Object value, String type) {
    return new AddFields(
        List.of(
            new AddFields.Field(
                FieldPath.parse(path), value, Optional.of(type).filter(text -> !text.isEmpty()))),
        "",
        EVALUATOR);
  }

  @Test
  void fieldsAreAdded() throws IOException {
    turns(add("a/b", "{{ record.k }}", ""), "{\"k\": [1]}", "{\"k\": [1], \"a\": {\"b\": [1]}}");
    turns(add("a", "1", ""), "{}", "{\"a\": 1}");
    turns(add("a", "1", "string"), "{}", "{\"a\": \"1\"}");
    turns(add("a", "1", "integer"), "{}", "{\"a\": 1}");
    turns(add("a", "1", "boolean"), "{}", "{\"a\": \"1\"}");
    turns(add("a", false, ""), "{}", "{\"a\": false}");
    turns(add("a/1", "x", ""), "{\"a\": []}", "{\"a\": [null, \"x\"]}");
  }

  @Test
  void fieldsAreRenamed() throws IOException {
    RenameFields rename =
        new RenameFields(FieldPath.parse("p"), Map.of("id", "p_id", "gone", "p_gone"));
    turns(
        rename,
        "{\"id\": 1, \"p\": {\"id\": 2, \"x\": 3}}",
        "{\"id\": 1, \"p\": {\"p_id\": 2, \"x\": 3}}");
    turns(rename, "{\"id\": 1, \"p\": null}", "{\"id\": 1, \"p\": null}");
    turns(new RenameFields(FieldPath.of(List.of()), Map.of("a", "b")), "{\"a\": 1}", "{\"b\": 1}");
  }

  @Test
  void anAddedValueIsACopy() throws IOException {
    Map<String, @Nullable Object> record = PlainValues.map(JsonValues.parse("{\"k\": {\"x\": 1}}"));
    add("a", "{{ record.k }}", "").transform(record, Map.of());
    PlainValues.map(record.get("a")).put("x", 2L);
    assertThat(record).hasToString("{k={x=1}, a={x=2}}");
  }

  @Test
  void fieldsAreRemoved() throws IOException {
    RemoveFields remove =
        new RemoveFields(
            List.of(FieldPath.parse("a/*/b"), FieldPath.parse("c/0"), FieldPath.parse("gone/x")),
            "",
            EVALUATOR);
    turns(
        remove,
        "{\"a\": [{\"b\": 1, \"d\": 2}, {\"b\": 3}], \"c\": [1, 2]}",
        "{\"a\": [{\"d\": 2}, {}], \"c\": [null, 2]}");
    RemoveFields empty =
        new RemoveFields(List.of(FieldPath.parse("**")), "{{ property }}", EVALUATOR);
    turns(empty, "{\"a\": {\"b\": \"x\", \"c\": 0}, \"d\": 1}", "{\"a\": {\"c\": 0}}");
  }

  @Test
  void namesAreChanged() throws IOException {
    turns(new KeysToLower(), "{\"Ab\": {\"Cd\": 1}}", "{\"ab\": {\"Cd\": 1}}");
    turns(
        new KeysToSnakeCase(),
        "{\"FirstName\": {\"isVIP\": 1}, \"Été 2\": 2, \"1st\": 3, \"a--b\": 4, \"-a\": 5}",
        "{\"first_name\": {\"is_vip\": 1}, \"ete_2\": 2, \"_1_st\": 3, \"a_b\": 4, \"_a\": 5}");
    turns(
        new KeysReplace(" ", "_", EVALUATOR), "{\"a b\": {\"c d\": 1}}", "{\"a_b\": {\"c_d\": 1}}");
  }

  @Test
  void nestedFieldsAreBroughtUp() throws IOException {
    turns(
        new FlattenFields(true),
        "{\"a\": {\"b\": 1}, \"c\": [{\"d\": 2}], \"e\": {}}",
        "{\"c.0.d\": 2, \"a.b\": 1}");
    turns(new FlattenFields(false), "{\"a\": {\"b\": [1]}}", "{\"b\": [1]}");
    DpathFlattenFields up = new DpathFlattenFields(FieldPath.parse("a"), true, false, "p_", "_s");
    turns(up, "{\"a\": {\"b\": 1}, \"c\": 2}", "{\"c\": 2, \"p_b_s\": 1}");
    turns(up, "{\"a\": {\"b\": 1}, \"p_b_s\": 2}", "{\"a\": {\"b\": 1}, \"p_b_s\": 2}");
    turns(
        new DpathFlattenFields(FieldPath.parse("a/*"), false, true, "", ""),
        "{\"a\": {\"x\": {\"b\": 1}}, \"c\": 2}",
        "{\"b\": 1}");
  }

  @Test
  void valuesGetTheTypesOfTheSchema() throws IOException {
    SchemaNormalization schema =
        new SchemaNormalization(
            PlainValues.map(
                JsonValues.parse(
                    """
                    {"properties": {
                      "s": {"type": ["null", "string"]}, "n": {"type": "number"},
                      "i": {"type": "integer"}, "b": {"type": "boolean"},
                      "l": {"type": "array", "items": {"type": "integer"}},
                      "o": {"type": "object", "properties": {"s": {"type": "string"}}}}}
                    """)));
    Object record =
        JsonValues.parse(
            """
            {"s": 1.50, "n": "1.10", "i": "7", "b": "yes", "l": ["1", "x"], "o": {"s": true},
             "other": "1"}
            """);
    schema.normalize(PlainValues.map(record));
    assertThat(record).hasToString("{s=1.5, n=1.1, i=7, b=true, l=[1, x], o={s=True}, other=1}");
    Object broken = JsonValues.parse("{\"s\": null, \"n\": \"x\", \"b\": \"maybe\", \"l\": 3}");
    schema.normalize(PlainValues.map(broken));
    assertThat(broken).hasToString("{s=null, n=x, b=maybe, l=[3]}");
  }
}
