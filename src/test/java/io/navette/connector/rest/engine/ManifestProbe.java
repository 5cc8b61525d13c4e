package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.Evaluator;
import io.navette.http.Answer;
import io.navette.http.RetryPolicy;
import io.navette.http.Verdict;
import io.navette.row.Schema;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** What a test outside the engine may ask of it. */
public final class ManifestProbe {
  private ManifestProbe() {}

  /** The field a stream is followed by, declared among its columns or not. */
  public static Optional<String> cursor(ManifestSource source, String stream) {
    return source.stream(stream, Map.of()).cursorField();
  }

  /** The columns of a JSON schema. */
  public static Schema columns(Map<String, @Nullable Object> schema) {
    return JsonSchema.columns(schema);
  }

  /** What evaluates templates in the engine. */
  public static Evaluator evaluator(Map<String, @Nullable Object> config) {
    return Interpolation.of(InstantSource.system(), config);
  }

  /** Whether an error handler takes an answer for a good one. */
  public static boolean accepts(Map<String, @Nullable Object> handler, int status, String body) {
    Interpolation evaluator = Interpolation.of(InstantSource.system(), Map.of());
    ErrorHandling errors =
        ErrorHandling.of(
            "shop",
            Optional.of(Component.of(handler, evaluator)),
            RetryPolicy.DEFAULT,
            InstantSource.system(),
            line -> {});
    Answer answer = new Answer(status, Headers.of(), body.getBytes(StandardCharsets.UTF_8));
    return errors.judge(answer, 1).equals(Verdict.accept());
  }
}
