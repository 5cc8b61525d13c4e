package io.navette.connector.rest.expression;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A date with time to the microsecond, with an offset from UTC or without. */
record Moment(LocalDateTime local, @Nullable ZoneOffset offset) {
  static Moment utc(Instant instant) {
    return new Moment(
        LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC),
        ZoneOffset.UTC);
  }

  boolean aware() {
    return offset != null;
  }

  /** UTC is assumed where no offset is known. */
  Instant instant() {
    return local.toInstant(offset == null ? ZoneOffset.UTC : offset);
  }

  Moment inUtc() {
    return utc(instant());
  }

  Moment with(LocalDateTime other) {
    return new Moment(other, offset);
  }

  int compare(Moment other) {
    if (aware() != other.aware()) {
      throw Fault.type("a datetime with offset can't be compared with one without");
    }
    return instant().compareTo(other.instant());
  }

  long microsecond() {
    return local.get(ChronoField.MICRO_OF_SECOND);
  }

  long epochMicroseconds() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant());
  }

  double timestamp() {
    return epochMicroseconds() / 1_000_000.0;
  }

  String plain(String separator) {
    return iso(separator, "auto");
  }

  String iso(String separator, String precision) {
    return local.toLocalDate()
        + separator
        + clock(local.toLocalTime(), precision)
        + (offset == null ? "" : zone(offset, ":"));
  }

  static String clock(LocalTime time, String precision) {
    String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    long micros = time.getNano() / 1_000;
    return switch (precision) {
      case "auto" -> micros == 0 ? seconds : seconds + ".%06d".formatted(micros);
      case "hours" -> seconds.substring(0, 2);
      case "minutes" -> seconds.substring(0, 5);
      case "seconds" -> seconds;
      case "milliseconds" -> seconds + ".%03d".formatted(micros / 1_000);
      case "microseconds" -> seconds + ".%06d".formatted(micros);
      default -> throw Fault.value("there is no precision of that name");
    };
  }

  static String zone(ZoneOffset offset, String separator) {
    int seconds = Math.abs(offset.getTotalSeconds());
    String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
    String hours = "%s%02d%s%02d".formatted(sign, seconds / 3600, separator, seconds / 60 % 60);
    return seconds % 60 == 0 ? hours : hours + separator + "%02d".formatted(seconds % 60);
  }

  String quoted() {
    StringBuilder text = new StringBuilder("datetime.datetime(");
    text.append(local.getYear()).append(", ").append(local.getMonthValue()).append(", ");
    text.append(local.getDayOfMonth()).append(", ").append(local.getHour()).append(", ");
    text.append(local.getMinute());
    if (local.getSecond() != 0 || microsecond() != 0) {
      text.append(", ").append(local.getSecond());
    }
    if (microsecond() != 0) {
      text.append(", ").append(microsecond());
    }
    return text.append(offset == null ? ")" : ", tzinfo=datetime.timezone.utc)").toString();
  }
}
