package io.navette.testing;

import io.navette.connector.WriteMode;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API that can be written to, as a server that keeps what it is given, and what is written: a
 * {@code write*.yaml} in {@code src/test/resources/connectors/NAME}. Its format is described in
 * {@code docs/adding-a-connector.md}.
 *
 * @param shape what a record looks like when it is read: a tree of templates over {@code id} and
 *     {@code stored}
 * @param uniqueBy the stored field by which records are matched and found
 * @param firstId the number the first record gets as its id; ids count up
 * @param textIds whether ids are texts
 * @param tellsIds whether an answer tells the id of what was created
 * @param rows of the first run
 * @param change what is different in a later run: the row's position and its columns
 * @param stored what the server must then hold of that row
 * @param bad a row the server refuses
 * @param reason a part of what it says to that
 * @param doubt whether a lost answer leaves it in doubt
 */
public record WriteFixture(
    Path file,
    Map<String, @Nullable Object> connection,
    List<String> copies,
    List<Map<String, @Nullable Object>> answers,
    List<Map<String, @Nullable Object>> endpoints,
    @Nullable Object shape,
    String uniqueBy,
    String idPrefix,
    long firstId,
    boolean textIds,
    boolean tellsIds,
    String object,
    WriteMode mode,
    List<String> key,
    Map<String, @Nullable Object> options,
    List<Map<String, @Nullable Object>> rows,
    int changed,
    Map<String, @Nullable Object> change,
    Map<String, @Nullable Object> stored,
    Optional<Map<String, @Nullable Object>> bad,
    String reason,
    boolean doubt,
    boolean sends) {
  /** All there are. */
  public static List<WriteFixture> all() throws IOException {
    return FixtureFiles.named("write.*[.]yaml").stream().map(WriteFixture::read).toList();
  }

  /** The one of this name, as {@code batisimply/write-projects}. */
  public static WriteFixture of(String name) throws IOException {
    return all().stream()
        .filter(fixture -> fixture.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no fixture " + name));
  }

  private static WriteFixture read(Path file) {
    try {
      return of(file, Manifest.tree(Files.readString(file), file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WriteFixture of(Path file, Map<String, @Nullable Object> top) {
    Map<String, @Nullable Object> store = fields(top, "store");
    Map<String, @Nullable Object> change = fields(top, "change");
    return new WriteFixture(
        file,
        fields(top, "connection"),
        texts(top.get("copies")),
        maps(top.get("answers")),
        maps(top.get("endpoints")),
        store.get("shape"),
        text(store, "unique", ""),
        text(store, "prefix", ""),
        Long.parseLong(text(store, "first_id", "101")),
        Boolean.TRUE.equals(store.get("text_ids")),
        !Boolean.FALSE.equals(store.get("tells_ids")),
        text(top, "object", ""),
        WriteMode.valueOf(text(top, "mode", "upsert").toUpperCase(Locale.ROOT)),
        texts(top.get("key")),
        fields(top, "options"),
        maps(top.get("rows")),
        Integer.parseInt(text(change, "row", "0")),
        fields(change, "set"),
        fields(change, "stored"),
        Optional.of(fields(top, "bad")).filter(bad -> !bad.isEmpty()),
        text(top, "reason", ""),
        Boolean.TRUE.equals(top.get("doubt")),
        Boolean.TRUE.equals(top.get("always_sends")));
  }

  static String text(Map<String, @Nullable Object> of, String name, String otherwise) {
    return Optional.ofNullable(of.get(name)).map(PythonText::of).orElse(otherwise);
  }

  static List<String> texts(@Nullable Object items) {
    return items instanceof List<?> several
        ? several.stream().map(PythonText::of).toList()
        : List.of();
  }

  static List<Map<String, @Nullable Object>> maps(@Nullable Object items) {
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    if (items instanceof List<?> several) {
      several.forEach(item -> maps.add(PlainValues.map(item)));
    }
    return maps;
  }

  static Map<String, @Nullable Object> fields(Map<String, @Nullable Object> of, String name) {
    return of.get(name) instanceof Map<?, ?> found
        ? new LinkedHashMap<>(PlainValues.map(found))
        : Map.of();
  }

  @Override
  public String toString() {
    return FixtureFiles.ROOT.relativize(file).toString().replace(".yaml", "");
  }
}
