package io.navette.connector.rest.records;

import io.navette.connector.rest.value.PlainValues;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes moments as ISO 8601 does wherever a record, or what is nested in it, has them as {@code
 * /Date(1439434356790+0000)/}: milliseconds since 1970 in UTC, whatever zone stands behind them.
 * Some fields of such APIs have their moments in the ISO form without a zone.
 *
 * @param days names of fields that hold a day, not a moment
 * @param moments names of fields that hold a moment in UTC, which may lack its zone
 */
public record JsonDates(Set<String> days, Set<String> moments) implements Transformation {
  private static final Pattern DATE = Pattern.compile("/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)/");
  private static final Pattern ISO =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T\\d{2}:\\d{2}:\\d{2}(?:[.]\\d+)?");

  public JsonDates {
    days = Set.copyOf(days);
    moments = Set.copyOf(moments);
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    record.replaceAll(this::written);
  }

  private @Nullable Object written(String name, @Nullable Object value) {
    return switch (value) {
      case String text -> written(name, text);
      case Map<?, ?> fields -> {
        PlainValues.map(fields).replaceAll(this::written);
        yield fields;
      }
      case List<?> items -> {
        PlainValues.list(items).replaceAll(item -> written(name, item));
        yield items;
      }
      case null, default -> value;
    };
  }

  private String written(String name, String text) {
    Matcher date = DATE.matcher(text);
    if (date.matches()) {
      return moment(name, Long.parseLong(date.group(1)), text);
    }
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      return text;
    }
    return days.contains(name) ? iso.group(1) : moments.contains(name) ? text + "Z" : text;
  }

  private String moment(String name, long millis, String otherwise) {
    try {
      Instant moment = Instant.ofEpochMilli(millis);
      return days.contains(name)
          ? moment.atOffset(ZoneOffset.UTC).toLocalDate().toString()
          : moment.toString();
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
