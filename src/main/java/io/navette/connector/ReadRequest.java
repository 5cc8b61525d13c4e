package io.navette.connector;

import io.navette.row.Bookmark;
import io.navette.row.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to read of a stream.
 *
 * @param stream the stream's name in the source
 * @param schema the columns to deliver, in order, as {@link Source#describe} gave them or as
 *     declared in YAML; the source converts, and rejects the row where a value does not fit
 * @param where a condition in the source's own language (SQL, ...); empty for all rows. Only sent
 *     to a source that is {@link Filtering}
 * @param cursor the columns by which the stream is read incrementally; empty for a full read
 * @param key the columns that identify a row, to break ties of the cursor; may be empty
 * @param since where to resume; empty for a first or full read
 * @param from inclusive lower bound of the first cursor column ({@code --from}), as text
 * @param upTo exclusive upper bound of the first cursor column ({@code --to}), as text
 * @param lag how far behind the end a next pass starts again, for rows that arrive late; zero for
 *     none
 * @param limit stop after so many rows; 0 for all
 * @param options the stream's options, checked against {@link Connector#streamOptions}
 */
public record ReadRequest(
    String stream,
    Schema schema,
    Optional<String> where,
    List<String> cursor,
    List<String> key,
    Optional<Bookmark> since,
    Optional<String> from,
    Optional<String> upTo,
    Duration lag,
    long limit,
    Settings options) {
  public ReadRequest {
    cursor = List.copyOf(cursor);
    key = List.copyOf(key);
  }

  /** All rows of a stream. */
  public static ReadRequest all(String stream, Schema schema) {
    return new ReadRequest(
        stream,
        schema,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        0,
        new Settings(stream, java.util.Map.of()));
  }

  public ReadRequest withCursor(List<String> columns, List<String> keyColumns) {
    return new ReadRequest(
        stream, schema, where, columns, keyColumns, since, from, upTo, lag, limit, options);
  }

  public ReadRequest since(Bookmark bookmark) {
    return new ReadRequest(
        stream, schema, where, cursor, key, Optional.of(bookmark), from, upTo, lag, limit, options);
  }

  public ReadRequest where(String condition) {
    return new ReadRequest(
        stream,
        schema,
        Optional.of(condition),
        cursor,
        key,
        since,
        from,
        upTo,
        lag,
        limit,
        options);
  }

  public ReadRequest limit(long rows) {
    return new ReadRequest(
        stream, schema, where, cursor, key, since, from, upTo, lag, rows, options);
  }

  public ReadRequest options(Settings streamOptions) {
    return new ReadRequest(
        stream, schema, where, cursor, key, since, from, upTo, lag, limit, streamOptions);
  }
}
