package io.navette.connector.jdbc;

import io.navette.connector.ReadRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One pass over a table: where it starts, its frozen upper bound, and the bookmarks on its way.
 * Used by one reader.
 */
public final class Pass {
  private final ReadRequest request;
  private final List<String> start;
  private final boolean inclusive;
  private final Optional<String> upTo;

  private Pass(ReadRequest request, List<String> start, boolean inclusive, Optional<String> upTo) {
    this.request = request;
    this.start = start;
    this.inclusive = inclusive;
    this.upTo = upTo;
  }

  /**
   * Asks the source for the highest value of a column; empty for no rows.
   *
   * @param <E> what the source's driver throws
   */
  @FunctionalInterface
  public interface Highest<E extends Exception> {
    Optional<String> of(String column) throws E;
  }

  /**
   * Goes on with the pass a bookmark stands in, or begins a new one.
   *
   * @param highest asked once, when a new pass with a cursor begins
   */
  public static <E extends Exception> Pass begin(ReadRequest request, Highest<E> highest) throws E {
    Optional<PassBookmark> since =
        request.since().map(bookmark -> PassBookmark.parse(bookmark, request.stream()));
    if (since.isPresent() && !since.get().complete()) {
      return new Pass(request, since.get().after(), false, since.get().upTo());
    }
    List<String> start = since.map(PassBookmark::after).orElse(List.of());
    boolean inclusive = start.size() < Keyset.order(request).size();
    Optional<String> upTo =
        request.cursor().isEmpty() ? Optional.empty() : highest.of(request.cursor().get(0));
    return new Pass(request, start, inclusive, upTo);
  }

  /**
   * What to ask the source for.
   *
   * @param terms how columns and values stand in SQL
   */
  public Keyset keyset(Keyset.Terms terms) {
    return Keyset.of(request, start, inclusive, upTo, terms);
  }

  /** Where to go on behind a row, given by its values of the keyset's columns. */
  public Bookmark within(List<String> after) {
    return new PassBookmark(after, upTo, false).bookmark();
  }

  /**
   * Where the next pass starts; empty for a stream without a cursor.
   *
   * @param last values of the last row of this pass; empty when there was none
   */
  public Optional<Bookmark> end(List<String> last) {
    List<String> reached = last.isEmpty() ? start : last;
    if (request.cursor().isEmpty() || reached.isEmpty()) {
      return Optional.empty();
    }
    List<String> next =
        request.lag().isZero() ? reached : List.of(earlier(reached.get(0), request.lag()));
    return Optional.of(new PassBookmark(next, Optional.empty(), true).bookmark());
  }

  private String earlier(String value, Duration lag) {
    Column column = request.schema().column(request.schema().position(request.cursor().get(0)));
    Cells cells = new Cells(column.type());
    CellText.parse(cells, value);
    Object moved =
        switch (CellValue.value(cells, 0)) {
          case Instant instant -> instant.minus(lag);
          case LocalDateTime dateTime -> dateTime.minus(lag);
          case LocalDate date -> date.minusDays(lag.toDays());
          case null, default -> throw noMoment(column);
        };
    Cells result = new Cells(column.type());
    CellValue.append(result, moved);
    return CellText.format(result, 0);
  }

  private Failure noMoment(Column column) {
    return new Failure.Configuration(
        "stream "
            + request.stream()
            + ": lag needs a cursor that is a date or a time, but "
            + column.name()
            + " is "
            + column.type(),
        "remove lag:, or choose another cursor");
  }

  /** Rows whose cursor is null can't be found again; they are refused rather than lost. */
  public static Failure nullCursor(String stream, String cursor, long rows) {
    return new Failure.Data(
        "stream "
            + stream
            + ": "
            + rows
            + " rows have no "
            + cursor
            + "; an incremental read would never see them",
        "fill them, choose another cursor, or leave them out with where: "
            + cursor
            + " IS NOT NULL");
  }

  /** The type of a keyset column. */
  public ColumnType type(String column) {
    return request.schema().column(request.schema().position(column)).type();
  }
}
