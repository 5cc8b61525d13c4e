package io.navette.conformance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.navette.connector.rest.expression.Accepted;
import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.expression.Template;
import io.navette.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Recorded evaluations of the reference, evaluated here. */
final class ExpressionConformance {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-15T12:34:56.789012Z"));
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);
  private static final Object ERROR = "<error>";

  private final Expressions expressions = new Expressions(CLOCK);
  private final Score score = new Score("expressions", 99.5);

  private ExpressionConformance() {}

  static Score run(Path folder) throws IOException {
    ExpressionConformance conformance = new ExpressionConformance();
    conformance.run(folder.resolve("jinja-manifests.jsonl.gz"), conformance::manifest);
    conformance.run(folder.resolve("jinja-tests.jsonl.gz"), conformance::test);
    return conformance.score;
  }

  private interface Case {
    /** Null when it agrees, else what came out. */
    @Nullable String run(JsonNode recorded);
  }

  private void run(Path file, Case each) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String difference = each.run(JSON.readTree(line));
        if (difference == null) {
          score.agree();
        } else {
          score.disagree(difference);
        }
      }
    }
  }

  private @Nullable String manifest(JsonNode recorded) {
    Object expected = recorded.hasNonNull("err") ? ERROR : value(recorded.path("exp"));
    Object actual =
        attempt(
            () -> {
              Context context = Context.of(map(recorded.path("ctx")));
              Template template = expressions.compile(recorded.path("t").asText());
              return recorded.path("bool").asBoolean()
                  ? (Object) template.holds(context)
                  : template.evaluate(context);
            });
    return difference(recorded, expected, actual, recorded.path("err").asText());
  }

  private @Nullable String test(JsonNode recorded) {
    Object expected = recorded.hasNonNull("err") ? ERROR : value(recorded.path("res"));
    Object actual =
        attempt(
            () -> {
              Context context =
                  Context.of(map(recorded.path("vars")))
                      .with("config", value(recorded.path("config")));
              Template fallback =
                  recorded.hasNonNull("default")
                      ? expressions.compile(recorded.path("default").asText())
                      : null;
              return expressions
                  .compile(recorded.path("t").asText())
                  .evaluate(context, fallback, accepted(recorded.path("valid_types").asText()));
            });
    return difference(recorded, expected, actual, recorded.path("err").asText());
  }

  private static Accepted accepted(String types) {
    return !types.contains("str")
        ? Accepted.ANY
        : types.contains("list") ? Accepted.TEXT_OR_LIST : Accepted.TEXT;
  }

  private interface Evaluation {
    @Nullable Object value();
  }

  private static @Nullable Object attempt(Evaluation evaluation) {
    try {
      return evaluation.value();
    } catch (Failure | IllegalArgumentException failure) {
      return new Failed(Objects.requireNonNullElse(failure.getMessage(), ""));
    }
  }

  private record Failed(String message) {}

  private static @Nullable String difference(
      JsonNode recorded, @Nullable Object expected, @Nullable Object actual, String error) {
    boolean same =
        expected == ERROR
            ? actual instanceof Failed
            : Objects.equals(plain(expected), plain(actual));
    return same
        ? null
        : "%s: expected %s, got %s"
            .formatted(
                recorded.path("t").asText(),
                expected == ERROR ? "error " + error : expected,
                actual);
  }

  /** Numbers of one kind, so that a whole number differs from a floating point number. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map when map.size() == 1 && map.get("tuple") instanceof List<?> tuple ->
          plain(tuple);
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, entry) -> copy.put(key, plain(entry)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(plain(item)));
        yield copy;
      }
      case Long number -> BigInteger.valueOf(number);
      case null, default -> value;
    };
  }

  private static @Nullable Object value(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> map(JsonNode node) {
    return JSON.convertValue(node, Map.class);
  }
}
