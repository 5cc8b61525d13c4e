package io.navette.connector.google.sheets;

import com.google.api.services.sheets.v4.model.Request;
import io.navette.connector.Changes;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts rows in the place of those there are, all at once: they are written to a hidden sheet, and
 * one request, which Sheets carries out whole or not at all, copies them over and removes it. The
 * sheet itself stays, with its formats and the formulas that point to it.
 */
final class Replacing implements Delivery {
  /** The beginning of the hidden sheets' titles. */
  static final String STAGING = "navette staging ";

  private final TabTarget target;
  private final Existing existing;

  Replacing(TabTarget target, Existing existing) {
    this.target = target;
    this.existing = existing;
  }

  @Override
  public Optional<String> objection(List<Object> row) {
    return Optional.empty();
  }

  @Override
  public Changes changes(List<List<Object>> rows) {
    return new Changes(rows.size(), 0, 0, existing.count());
  }

  @Override
  public long targetRows() {
    return existing.count();
  }

  @Override
  public void send(List<List<Object>> rows) {
    List<List<Object>> lines = new ArrayList<>();
    if (target.options().header()) {
      lines.add(target.header());
    }
    lines.addAll(rows);
    List<List<Object>> wide = lines.stream().map(target::spread).toList();
    Tab tab = target.ensureTab();
    Tab staging = stage(wide);
    try {
      swap(tab, staging, wide.size());
    } catch (Failure.Remote lost) {
      if (client().overview().find(staging.title()).isPresent()) {
        throw lost;
      }
    }
  }

  private SheetsClient client() {
    return target.client();
  }

  private int end(int lines) {
    return target.options().top() + lines;
  }

  /** Fills a hidden sheet, in the same cells in which the rows will stand. */
  private Tab stage(List<List<Object>> lines) {
    String title = STAGING + target.ensureTab().id();
    List<Request> changes = new ArrayList<>();
    // Left by a run that was killed.
    client().overview().find(title).map(SheetChanges::delete).ifPresent(changes::add);
    int rows = Math.max(end(lines.size()), 1);
    changes.add(SheetChanges.add(title, rows, target.lastColumn() + 1, true));
    client().change(changes);
    Tab staging = client().overview().tab(client().connection(), title);
    int row = target.options().top();
    for (List<List<Object>> batch : Batches.of(lines, Batches::weight)) {
      client().update(List.of(target.part(staging, row, batch)), target.options().input());
      row += batch.size();
    }
    return staging;
  }

  private void swap(Tab tab, Tab staging, int lines) {
    int top = target.options().top();
    int last = end(lines) - 1;
    boolean raw = target.options().input().equals("RAW");
    List<Request> changes = new ArrayList<>();
    SheetChanges.grow(tab, last + 1, target.lastColumn() + 1).ifPresent(changes::add);
    int bottom = Math.max(last, tab.within(target.options().box()).lastRow());
    changes.add(SheetChanges.clear(tab, target.box(top, bottom)));
    if (lines > 0) {
      // Formulas move only where they were asked for.
      changes.add(
          SheetChanges.copy(
              staging, tab, target.box(top, last), raw ? "PASTE_VALUES" : "PASTE_NORMAL"));
      changes.addAll(
          SheetChanges.formats(
              tab, target.schema(), target.columns(), target.options().firstData(), last));
    }
    changes.add(SheetChanges.delete(staging));
    client().change(changes);
  }
}
