package io.navette.testing.warehouse;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Functions of warehouses that H2 lacks; it calls them by name. */
public final class Functions {
  private Functions() {}

  /** Microseconds since 1970. */
  public static @Nullable Long unixMicros(@Nullable OffsetDateTime moment) {
    return moment == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
  }

  /** Bytes as upper-case digits. */
  public static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /** Bytes of digits. */
  public static byte @Nullable [] unhex(@Nullable String digits) {
    return digits == null ? null : HexFormat.of().parseHex(digits);
  }

  /** JSON is kept as its text. */
  public static @Nullable String same(@Nullable String text) {
    return text;
  }
}
