package io.navette.connector.google.sheets;

import com.google.api.services.sheets.v4.model.ValueRange;
import io.navette.connector.Changes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes the rows whose key is there where they differ, and appends the others. Cells of columns
 * that are not written stay.
 */
final class Upserting implements Delivery {
  private static final String BETWEEN = "\u001f";

  private final TabTarget target;
  private final Existing existing;
  private final Appending appending;
  private final List<String> keyNames;
  private final int[] key;
  private @Nullable Map<String, List<Integer>> places;

  /**
   * @param key the names of the columns that identify a row
   */
  Upserting(TabTarget target, Existing existing, List<String> key) {
    this.target = target;
    this.existing = existing;
    this.appending = new Appending(target, existing);
    this.keyNames = List.copyOf(key);
    this.key = key.stream().mapToInt(name -> target.schema().position(name)).toArray();
  }

  @Override
  public Optional<String> objection(List<Object> row) {
    for (int i = 0; i < key.length; i++) {
      if (SheetValue.text(row, key[i]).isEmpty()) {
        return Optional.of("the key column " + keyNames.get(i) + " is empty");
      }
    }
    List<Integer> found = places().getOrDefault(key(row), List.of());
    return found.size() < 2
        ? Optional.empty()
        : Optional.of(
            "the key stands in several rows of the sheet: "
                + String.join(", ", found.stream().map(this::number).toList()));
  }

  private String number(int row) {
    return Integer.toString(target.options().firstData() + row + 1);
  }

  private String key(List<Object> row) {
    List<String> parts = new ArrayList<>();
    for (int column : key) {
      parts.add(SheetValue.text(row, column));
    }
    return String.join(BETWEEN, parts);
  }

  /** Where each key stands, from 0 among the existing rows. */
  private Map<String, List<Integer>> places() {
    Map<String, List<Integer>> known = places;
    if (known == null) {
      known = new HashMap<>();
      for (int row = 0; row < existing.rows().size(); row++) {
        known
            .computeIfAbsent(key(narrow(existing.rows().get(row))), absent -> new ArrayList<>())
            .add(row);
      }
      places = known;
    }
    return known;
  }

  /** A row of the sheet in the order of the schema. */
  private List<Object> narrow(List<Object> wide) {
    int first = target.anchor().firstColumn();
    List<Object> row = new ArrayList<>();
    for (int column : target.columns()) {
      int at = column - first;
      row.add(at < wide.size() ? wide.get(at) : "");
    }
    return row;
  }

  /** What is to be done; of rows with one key the last counts. */
  private record Plan(Map<Integer, List<Object>> changed, List<List<Object>> added, long same) {}

  private Plan plan(List<List<Object>> rows) {
    Map<String, List<Object>> latest = new LinkedHashMap<>();
    rows.forEach(row -> latest.put(key(row), row));
    Map<Integer, List<Object>> changed = new LinkedHashMap<>();
    List<List<Object>> added = new ArrayList<>();
    long same = 0;
    for (Map.Entry<String, List<Object>> row : latest.entrySet()) {
      List<Integer> found = places().getOrDefault(row.getKey(), List.of());
      if (found.isEmpty()) {
        added.add(row.getValue());
      } else if (equal(narrow(existing.rows().get(found.getFirst())), row.getValue())) {
        same++;
      } else {
        changed.put(found.getFirst(), row.getValue());
      }
    }
    return new Plan(changed, added, same);
  }

  private static boolean equal(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!SheetValue.text(one.get(i)).equals(SheetValue.text(other.get(i)))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Changes changes(List<List<Object>> rows) {
    Plan plan = plan(rows);
    return new Changes(plan.added().size(), plan.changed().size(), plan.same(), 0);
  }

  @Override
  public long targetRows() {
    return existing.count();
  }

  @Override
  public void send(List<List<Object>> rows) {
    Plan plan = plan(rows);
    if (!plan.changed().isEmpty()) {
      update(target.ensureTab(), plan.changed());
    }
    appending.send(plan.added());
  }

  private void update(Tab tab, Map<Integer, List<Object>> changed) {
    List<ValueRange> parts = new ArrayList<>();
    changed.forEach(
        (row, values) ->
            parts.add(
                target.part(
                    tab, target.options().firstData() + row, List.of(target.spread(values)))));
    for (List<ValueRange> batch : Batches.of(parts, Upserting::weight)) {
      target.client().update(batch, target.options().input());
    }
  }

  private static long weight(ValueRange part) {
    return 60 + Batches.weight(part.getValues().getFirst());
  }
}
