package io.navette.connector.rest.engine;

import io.navette.connector.rest.date.DatetimeFormat;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the ways APIs and people write a moment; what names no zone is UTC. */
final class Moments {
  private static final List<DatetimeFormat> FORMATS =
      Stream.of(
              "%Y-%m-%dT%H:%M:%S%z",
              "%Y-%m-%dT%H:%M:%S.%f%z",
              "%Y-%m-%d %H:%M:%S%z",
              "%Y-%m-%d %H:%M:%S.%f%z",
              "%Y-%m-%dT%H:%M:%S",
              "%Y-%m-%dT%H:%M:%S.%f",
              "%Y-%m-%d %H:%M:%S",
              "%Y-%m-%d %H:%M:%S.%f",
              "%Y-%m-%d")
          .map(DatetimeFormat::of)
          .toList();

  private Moments() {}

  static Optional<OffsetDateTime> parse(String text) {
    for (DatetimeFormat format : FORMATS) {
      try {
        return Optional.of(format.parse(text));
      } catch (DateTimeException e) {
        // another format may fit
      }
    }
    return Optional.empty();
  }
}
