package io.navette.connector.file;

import io.navette.connector.ReadRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.RowBatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a file: which rows are new, and where it stands. A resumed pass looks at the
 * records it has dealt with again without delivering them, so that it knows what it knew. Used by
 * one thread.
 *
 * <p>Rows that share the highest (cursor, key) are told apart by their number: of those that come
 * later, as many are left out as were delivered before.
 */
final class Pass {
  private final FileBookmark start;
  private final Fingerprint file;
  private final Ordering ordering;
  private final Bounds bounds;
  private final boolean incremental;
  private final List<@Nullable Object> after;
  private long position;
  private long tiesMet;
  private List<@Nullable Object> highest;
  private long highestTies;

  private Pass(ReadRequest request, FileStream stream, FileBookmark start, Fingerprint file) {
    this.start = start;
    this.file = file;
    this.ordering = new Ordering(request);
    this.bounds = Bounds.of(request, ordering, stream);
    this.incremental = !request.cursor().isEmpty();
    this.after = incremental ? parse(start.after(), stream) : List.of();
    this.highest = after;
    this.highestTies = after.isEmpty() ? 0 : start.ties();
  }

  /** A new pass, or the rest of one that was interrupted. */
  static Pass start(ReadRequest request, FileStream stream) {
    FileBookmark start =
        request
            .since()
            .map(bookmark -> FileBookmark.parse(bookmark, stream))
            .orElse(FileBookmark.NONE);
    if (start.file().isPresent() && !start.file().get().holds(stream)) {
      throw new Failure.Data(
          stream.where() + ": the file was changed since the interrupted run began to read it",
          "start over: navette history state reset, or navette sync --full-refresh");
    }
    return new Pass(request, stream, start, Fingerprint.of(stream));
  }

  private List<@Nullable Object> parse(List<@Nullable String> texts, FileStream stream) {
    try {
      return ordering.parse(texts);
    } catch (CellText.Misfit misfit) {
      throw new Failure.Configuration(
          stream.where() + ": the bookmark does not fit the cursor: " + misfit.getMessage(),
          "start over: navette history state reset");
    }
  }

  /** One more record was read; whether it has not been dealt with before. */
  boolean isAhead() {
    position++;
    return position > start.position();
  }

  /** Whether the row was not delivered by an earlier pass and is within the bounds. */
  boolean wants(RowBatch batch, int row) {
    if (!incremental) {
      return true;
    }
    List<@Nullable Object> values = ordering.values(batch, row);
    return bounds.contain(values.get(0)) && isNew(values) && note(values);
  }

  /** The column without whose value a row can't be placed; empty when it has one. */
  Optional<String> missingCursor(RowBatch batch, int row) {
    return incremental && ordering.values(batch, row).get(0) == null
        ? Optional.of(ordering.column(0).name())
        : Optional.empty();
  }

  private boolean isNew(List<@Nullable Object> values) {
    if (after.isEmpty()) {
      return true;
    }
    int order = ordering.compare(values, after);
    if (order == 0 && start.ties() >= 0) {
      tiesMet++;
      return tiesMet > start.ties();
    }
    return order > 0;
  }

  private boolean note(List<@Nullable Object> values) {
    int order = highest.isEmpty() ? 1 : ordering.compare(values, highest);
    if (order > 0) {
      highest = values;
      highestTies = 1;
    } else if (order == 0 && highestTies >= 0) {
      highestTies++;
    }
    return true;
  }

  /** Where an interrupted pass goes on. */
  Bookmark reached() {
    return start.at(Math.max(position, start.position()), file).bookmark();
  }

  /** Where the next pass starts, once this one is complete; empty without a cursor or any row. */
  Optional<Bookmark> completed() {
    if (highest.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object> first = bounds.withoutLag(highest.get(0));
    return Optional.of(
        first.isEmpty()
            ? new FileBookmark(ordering.texts(highest), highestTies, 0, Optional.empty()).bookmark()
            : new FileBookmark(ordering.texts(first), 0, 0, Optional.empty()).bookmark());
  }
}
