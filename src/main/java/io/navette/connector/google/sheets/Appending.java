package io.navette.connector.google.sheets;

import com.google.api.client.util.Data;
import com.google.api.services.sheets.v4.model.AppendValuesResponse;
import com.google.api.services.sheets.v4.model.Request;
import io.navette.connector.Changes;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Adds rows behind those there are. Sheets finds the end itself, so that what people add meanwhile
 * is not written over. A request whose answer got lost is not just repeated: the end of the table
 * tells whether it arrived.
 */
final class Appending implements Delivery {
  private static final int TRIES = 3;

  private final TabTarget target;
  private final Existing existing;

  Appending(TabTarget target, Existing existing) {
    this.target = target;
    this.existing = existing;
  }

  @Override
  public Optional<String> objection(List<Object> row) {
    return Optional.empty();
  }

  @Override
  public Changes changes(List<List<Object>> rows) {
    return Changes.created(rows.size());
  }

  @Override
  public long targetRows() {
    return existing.count();
  }

  @Override
  public void send(List<List<Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int end = target.options().firstData() + existing.rows().size();
    Tab tab = target.ensureHeader();
    List<List<Object>> wide = rows.stream().map(target::spread).toList();
    for (List<List<Object>> batch : Batches.of(wide, Batches::weight)) {
      end = append(tab, batch, end);
    }
  }

  /** The row behind the last one then. */
  private int append(Tab tab, List<List<Object>> rows, int end) {
    Box written = sent(tab, rows, end);
    if (written.firstColumn() != target.anchor().firstColumn()) {
      throw new Failure.Data(
          tab.where() + ": Google put the rows at " + written.of(tab.title()),
          "an empty column divides the table: set range to the columns that count, and remove those"
              + " rows");
    }
    int last = written.firstRow() + rows.size() - 1;
    List<Request> formats =
        SheetChanges.formats(tab, target.schema(), target.columns(), written.firstRow(), last);
    if (!formats.isEmpty()) {
      target.client().ensure(formats);
    }
    return last + 1;
  }

  private Box sent(Tab tab, List<List<Object>> rows, int end) {
    for (int tries = 1; ; tries++) {
      try {
        AppendValuesResponse answer =
            target.client().append(tab, target.anchor(), rows, target.options().input());
        return place(tab, answer.getUpdates().getUpdatedRange());
      } catch (Failure.Remote lost) {
        List<List<Object>> tail = target.rows(end, end + rows.size() - 1);
        if (same(tail, rows)) {
          return target.box(end, end + rows.size() - 1);
        }
        if (!tail.isEmpty() || tries == TRIES) {
          throw lost;
        }
      }
    }
  }

  /** A single cell is written without a colon. */
  private static Box place(Tab tab, String range) {
    String cells = range.substring(range.lastIndexOf('!') + 1);
    return Box.parse(tab.where(), cells.contains(":") ? cells : cells + ":" + cells);
  }

  private static boolean same(List<List<Object>> found, List<List<Object>> sent) {
    if (found.size() != sent.size()) {
      return false;
    }
    for (int row = 0; row < sent.size(); row++) {
      for (int column = 0; column < sent.get(row).size(); column++) {
        Object cell = sent.get(row).get(column);
        if (!Data.isNull(cell)
            && !SheetValue.text(found.get(row), column).equals(SheetValue.text(cell))) {
          return false;
        }
      }
    }
    return true;
  }
}
