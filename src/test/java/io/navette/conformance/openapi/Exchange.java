package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request that a test made, and perhaps the fixture's answer.
 *
 * @param wrong whether the request holds what the API refuses, on purpose
 * @param path as it was sent, still encoded
 * @param query the parameters in their order, decoded
 * @param headers by name in lower case
 */
record Exchange(
    String fixture,
    boolean wrong,
    String method,
    String path,
    List<Map.Entry<String, String>> query,
    Map<String, String> headers,
    String body,
    Optional<Answer> answer) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What a fixture answered.
   *
   * @param type its content type without parameters
   * @param part whether it was made by a test, which leaves out what Navette does not read
   */
  record Answer(int status, String type, String body, boolean part) {
    /** The list in a member of the body, for the body; empty where there is none. */
    Optional<Answer> list(String member) {
      JsonNode list = tree(body).path(member);
      return list.isArray()
          ? Optional.of(new Answer(status, type, list.toString(), part))
          : Optional.empty();
    }
  }

  /** All of a file of lines of JSON. */
  static List<Exchange> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Exchange::of).toList();
    }
  }

  static Exchange of(String line) {
    JsonNode fields = tree(line);
    String[] target = fields.path("target").asText().split("\\?", 2);
    Map<String, String> headers = new LinkedHashMap<>();
    fields
        .path("headers")
        .properties()
        .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
    return new Exchange(
        fields.path("fixture").asText(),
        fields.path("wrong").asBoolean(),
        fields.path("method").asText(),
        target[0],
        pairs(target.length == 1 ? "" : target[1]),
        headers,
        fields.path("body").asText(),
        fields.has("status")
            ? Optional.of(
                new Answer(
                    fields.path("status").asInt(),
                    plain(fields.path("type").asText()),
                    fields.path("answer").asText(),
                    fields.path("part").asBoolean()))
            : Optional.empty());
  }

  /** The same on another path. */
  Exchange at(String changed) {
    return new Exchange(fixture, wrong, method, changed, query, headers, body, answer);
  }

  /** The same without a parameter. */
  Exchange without(String parameter) {
    List<Map.Entry<String, String>> left =
        query.stream().filter(pair -> !pair.getKey().equals(parameter)).toList();
    return new Exchange(fixture, wrong, method, path, left, headers, body, answer);
  }

  /** The same with another answer. */
  Exchange with(Answer other) {
    return new Exchange(fixture, wrong, method, path, query, headers, body, Optional.of(other));
  }

  /** The type of the request's body, without parameters. */
  String type() {
    return plain(headers.getOrDefault("content-type", ""));
  }

  private static String plain(String type) {
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /** What a query or a form holds. */
  static List<Map.Entry<String, String>> pairs(String text) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      pairs.add(Map.entry(decoded(sides[0]), sides.length == 1 ? "" : decoded(sides[1])));
    }
    return pairs;
  }

  static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
