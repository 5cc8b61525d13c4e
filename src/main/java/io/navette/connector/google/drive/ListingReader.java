package io.navette.connector.google.drive;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.row.CellText.Misfit;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delivers a listing's records, a batch for each page. */
final class ListingReader implements RowReader {
  private final ReadRequest request;
  private final Listing listing;
  private final Pages pages;
  private final ListingBookmark since;
  private ListingBookmark reached;
  private long delivered;
  private boolean ended;

  /**
   * @param since where the pass before ended
   */
  ListingReader(ReadRequest request, Listing listing, Pages pages, ListingBookmark since) {
    this.request = request;
    this.listing = listing;
    this.pages = pages;
    this.since = since;
    this.reached = since;
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    Optional<Page> page = pages.next();
    if (page.isEmpty()) {
      ended = true;
      return Optional.empty();
    }
    RowBatch batch = new RowBatch(request.schema());
    page.get().refused().forEach(batch::reject);
    for (GenericJson item : page.get().items()) {
      if (request.limit() > 0 && delivered == request.limit()) {
        ended = true;
        return Optional.of(batch);
      }
      take(page.get(), item, batch);
    }
    page.get().resume().map(ListingBookmark::token).ifPresent(token -> reached = token);
    if (!request.cursor().isEmpty() && !reached.equals(ListingBookmark.NONE)) {
      batch.bookmark(reached.write());
    }
    return Optional.of(batch);
  }

  private void take(Page page, GenericJson item, RowBatch batch) {
    if (listing == Listing.FILES) {
      String id = String.valueOf(item.get("id"));
      Instant at = Instant.parse(String.valueOf(item.get("modifiedTime")));
      if (since.time().filter(at::equals).isPresent() && since.ids().contains(id)) {
        return;
      }
      reached = reached.seen(id, at);
    }
    for (int i = 0; i < request.schema().size(); i++) {
      String name = request.schema().column(i).name();
      @Nullable Object value =
          listing.parents().contains(name) ? page.parents().get(name) : item.get(name);
      try {
        append(batch.cells(i), value);
      } catch (Misfit e) {
        batch.abandonRow();
        batch.reject(
            new Rejection(
                Rejection.Stage.READ,
                RowJson.raw(String.valueOf(item)),
                Optional.of(name),
                String.valueOf(e.getMessage()),
                ""));
        return;
      }
    }
    batch.endRow();
    delivered++;
  }

  private static void append(Cells into, @Nullable Object value) {
    switch (value) {
      case null -> into.appendNull();
      case DateTime time -> CellValue.append(into, time.toStringRfc3339());
      case Integer number -> CellValue.append(into, number.longValue());
      case String text when into.type().kind() == ColumnType.Kind.JSON ->
          CellValue.append(into, json(text));
      case String text -> CellValue.append(into, text);
      case Boolean flag -> CellValue.append(into, flag);
      case Number number -> CellValue.append(into, number);
      default -> CellValue.append(into, json(value));
    }
  }

  private static String json(Object value) {
    try {
      return GsonFactory.getDefaultInstance().toString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Every page was read whole.
  }
}
