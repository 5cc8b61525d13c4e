package io.navette.connector.rest.engine;

import io.navette.connector.ReadRequest;
import io.navette.connector.rest.cursor.CursorSettings;
import io.navette.connector.rest.cursor.DatetimeBasedCursor;
import io.navette.failure.Failure;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream somebody asked for by hand.
 *
 * @param from the earliest moment; empty for the manifest's
 * @param upTo the moment before which it ends; empty for the manifest's
 */
record Range(
    CursorSettings settings, Optional<OffsetDateTime> from, Optional<OffsetDateTime> upTo) {

  static Range of(ReadRequest request, ManifestStream stream) {
    Component cursor =
        stream
            .cursor()
            .filter(found -> stream.timed())
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        stream.name() + ": the manifest follows it by no moment",
                        "leave out --from and --to"));
    Cursors.Bounds usual = Cursors.bounds(cursor, stream.clients().context().clock());
    return new Range(
        Cursors.settings(cursor, usual, Duration.ZERO),
        request.from().map(Range::parse),
        request.upTo().map(Range::parse));
  }

  private static OffsetDateTime parse(String text) {
    return Moments.parse(text)
        .orElseThrow(
            () ->
                new Failure.Usage(
                    "\"" + text + "\" is no moment", "write it as 2026-01-31T00:00:00Z"));
  }

  Cursors.Bounds within(Cursors.Bounds usual) {
    return new Cursors.Bounds(
        from.orElse(usual.start()),
        upTo.filter(end -> end.isBefore(usual.end())).orElse(usual.end()));
  }

  /** A record without a readable moment is in range: the API sent it for the range. */
  boolean holds(Map<String, @Nullable Object> record) {
    Optional<OffsetDateTime> moment = new DatetimeBasedCursor(settings, Map.of()).moment(record);
    return moment.isEmpty()
        || (from.filter(moment.get()::isBefore).isEmpty()
            && upTo.filter(end -> !moment.get().isBefore(end)).isEmpty());
  }
}
