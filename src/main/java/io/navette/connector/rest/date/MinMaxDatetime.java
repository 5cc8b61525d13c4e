package io.navette.connector.rest.date;

import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment with bounds: never before {@code min}, never after {@code max}.
 *
 * @param datetime the template of the moment
 * @param format the format of all three; empty means that of whoever asks
 */
public record MinMaxDatetime(
    String datetime, Optional<String> format, Optional<String> min, Optional<String> max) {
  private static final String USUAL = "%Y-%m-%dT%H:%M:%S.%f%z";

  /** Reads the component, or the text that stands for one. */
  public static MinMaxDatetime of(@Nullable Object component) {
    if (!(component instanceof Map<?, ?>)) {
      return new MinMaxDatetime(
          PythonText.of(component), Optional.empty(), Optional.empty(), Optional.empty());
    }
    Map<String, @Nullable Object> fields = PlainValues.map(component);
    return new MinMaxDatetime(
        PythonText.of(fields.get("datetime")),
        text(fields, "datetime_format"),
        text(fields, "min_datetime"),
        text(fields, "max_datetime"));
  }

  private static Optional<String> text(Map<String, @Nullable Object> fields, String name) {
    return Optional.ofNullable(fields.get(name)).map(PythonText::of).filter(t -> !t.isEmpty());
  }

  /** The moment; a Failure.Configuration when a text isn't written in its format. */
  public OffsetDateTime moment(Evaluator evaluator, Optional<String> otherFormat) {
    String pattern = format.or(() -> otherFormat).orElse(USUAL);
    OffsetDateTime moment = parse(datetime, evaluator, pattern).orElseThrow();
    Optional<OffsetDateTime> earliest = min.flatMap(text -> parse(text, evaluator, pattern));
    if (earliest.isPresent() && earliest.get().isAfter(moment)) {
      moment = earliest.get();
    }
    Optional<OffsetDateTime> latest = max.flatMap(text -> parse(text, evaluator, pattern));
    return latest.isPresent() && latest.get().isBefore(moment) ? latest.get() : moment;
  }

  private Optional<OffsetDateTime> parse(String template, Evaluator evaluator, String pattern) {
    String text = PythonText.of(evaluator.evaluate(template, Map.of()));
    if (text.isEmpty() && !template.equals(datetime)) {
      return Optional.empty();
    }
    try {
      return Optional.of(DatetimeFormat.of(pattern).parse(text));
    } catch (DateTimeException e) {
      throw new Failure.Configuration(
          "a datetime of the manifest: " + e.getMessage(), "check the settings it is made from", e);
    }
  }
}
