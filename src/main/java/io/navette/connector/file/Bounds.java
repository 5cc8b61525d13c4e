package io.navette.connector.file;

import io.navette.connector.ReadRequest;
import io.navette.failure.Failure;
import io.navette.row.CellText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The range of the first cursor column that is read, and how far a next pass starts behind its end.
 *
 * @param from inclusive
 * @param upTo exclusive
 */
record Bounds(Optional<Object> from, Optional<Object> upTo, Duration lag) {

  static Bounds of(ReadRequest request, Ordering ordering, FileStream stream) {
    boolean ranged = request.from().isPresent() || request.upTo().isPresent();
    if (ranged && request.cursor().isEmpty()) {
      throw new Failure.Configuration(
          stream.where() + ": a range needs a cursor to apply to", "add cursor: to the stream");
    }
    return new Bounds(
        request.from().map(text -> bound(text, ordering, stream)),
        request.upTo().map(text -> bound(text, ordering, stream)),
        request.lag());
  }

  private static Object bound(String text, Ordering ordering, FileStream stream) {
    try {
      return Objects.requireNonNull(ordering.parse(List.of(text)).get(0));
    } catch (CellText.Misfit misfit) {
      throw new Failure.Configuration(
          stream.where() + ": " + misfit.getMessage(),
          "give the range as the cursor " + ordering.column(0).name() + " is written");
    }
  }

  boolean contain(@Nullable Object value) {
    return from.map(bound -> Ordering.compare(value, bound) >= 0).orElse(true)
        && upTo.map(bound -> Ordering.compare(value, bound) < 0).orElse(true);
  }

  /**
   * Where the next pass starts, inclusively; empty without a lag or for a cursor that is no time.
   */
  List<@Nullable Object> withoutLag(@Nullable Object highest) {
    if (lag.isZero() || highest == null) {
      return List.of();
    }
    return switch (highest) {
      case LocalDate date -> List.of(date.atStartOfDay().minus(lag).toLocalDate());
      case LocalDateTime time -> List.of(time.minus(lag));
      case Instant instant -> List.of(instant.minus(lag));
      default -> List.of();
    };
  }
}
