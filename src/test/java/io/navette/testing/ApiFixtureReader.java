package io.navette.testing;

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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a fixture; files it names stand beside it. */
final class ApiFixtureReader {
  private final Path file;

  ApiFixtureReader(Path file) {
    this.file = file;
  }

  ApiFixture fixture() {
    Map<String, @Nullable Object> top =
        Manifest.tree(text(String.valueOf(file.getFileName())), file.toString());
    List<ApiFixture.Part> streams = new ArrayList<>();
    fields(top, "streams")
        .forEach((name, value) -> streams.add(part(name, PlainValues.map(value))));
    return new ApiFixture(
        file,
        fields(top, "connection"),
        texts(top.get("copies")),
        answers(top.get("answers")),
        some(top, "renewal"),
        streams,
        textMap(top.get("others")));
  }

  private ApiFixture.Part part(String name, Map<String, @Nullable Object> fields) {
    return new ApiFixture.Part(
        name,
        answers(fields.get("pages")),
        rows(fields.get("rows")),
        some(fields, "cursor"),
        Optional.of(fields(fields, "news"))
            .filter(news -> !news.isEmpty())
            .map(news -> new ApiFixture.News(answers(news.get("pages")), rows(news.get("rows")))),
        some(fields, "empty").map(this::text),
        Optional.of(fields(fields, "limit")).filter(limit -> !limit.isEmpty()).map(this::limit),
        ends(fields.get("ends")),
        !Boolean.FALSE.equals(fields.get("token")));
  }

  private ApiFixture.Limit limit(Map<String, @Nullable Object> fields) {
    return new ApiFixture.Limit(
        Integer.parseInt(some(fields, "status").orElse("429")),
        textMap(fields.get("headers")),
        some(fields, "body").orElse(""),
        Long.parseLong(some(fields, "seconds").orElseThrow()));
  }

  private List<ApiFixture.End> ends(@Nullable Object items) {
    return items instanceof List<?> several
        ? several.stream().map(item -> end(PlainValues.map(item))).toList()
        : List.of();
  }

  private ApiFixture.End end(Map<String, @Nullable Object> fields) {
    return new ApiFixture.End(
        answer(fields), some(fields, "failure").orElseThrow(), some(fields, "says").orElseThrow());
  }

  private List<ApiFixture.Answer> answers(@Nullable Object items) {
    return items instanceof List<?> several
        ? several.stream().map(item -> answer(PlainValues.map(item))).toList()
        : List.of();
  }

  private ApiFixture.Answer answer(Map<String, @Nullable Object> fields) {
    return new ApiFixture.Answer(
        some(fields, "path").orElse(""),
        textMap(fields.get("query")),
        textMap(fields.get("request_headers")),
        texts(fields.get("body")),
        Integer.parseInt(some(fields, "status").orElse("200")),
        textMap(fields.get("headers")),
        some(fields, "file").map(this::text).or(() -> some(fields, "text")).orElse(""));
  }

  private String text(String name) {
    try {
      return Files.readString(file.resolveSibling(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, String>> rows(@Nullable Object items) {
    return items instanceof List<?> several
        ? several.stream().map(ApiFixtureReader::textMap).toList()
        : List.of();
  }

  private static Map<String, @Nullable Object> fields(
      Map<String, @Nullable Object> of, String name) {
    return of.get(name) instanceof Map<?, ?> fields ? PlainValues.map(fields) : Map.of();
  }

  private static Optional<String> some(Map<String, @Nullable Object> fields, String name) {
    return Optional.ofNullable(fields.get(name)).map(PythonText::of);
  }

  private static List<String> texts(@Nullable Object items) {
    return items instanceof List<?> several
        ? several.stream().map(PythonText::of).toList()
        : List.of();
  }

  private static Map<String, String> textMap(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> fields) {
      fields.forEach((name, item) -> texts.put(String.valueOf(name), PythonText.of(item)));
    }
    return texts;
  }
}
