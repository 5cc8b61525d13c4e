package io.navette.connector.google.sheets;

import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a sheet's rows.
 *
 * @param names in order, unique: the second of a name is called {@code name_2}
 * @param columns where each stands in the sheet, from 0
 * @param repeated the names that more than one column has
 */
record Header(List<String> names, List<Integer> columns, Set<String> repeated) {
  Header {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    repeated = Set.copyOf(repeated);
  }

  /** Goes to the header row and reads it; without one, the columns are lettered. */
  static Header read(GridRows rows, TabOptions options, Tab tab) {
    if (!rows.next()) {
      throw new Failure.Data(
          tab.where() + ": there are no rows" + (options.top() > 0 ? " that far down" : ""),
          "check range and skip_rows");
    }
    boolean closed = options.box().lastColumn() >= 0;
    int first = options.box().firstColumn();
    int end =
        closed
            ? tab.within(options.box()).lastColumn() + 1
            : options.header() ? rows.end() : tab.columns();
    List<String> titles = new ArrayList<>();
    for (int column = first; column < end; column++) {
      titles.add(options.header() ? rows.cell(column).text().strip() : Letters.of(column));
    }
    Header header = of(titles, first, closed);
    if (header.names.isEmpty()) {
      throw new Failure.Data(
          tab.where() + ": row " + rows.number() + " names no column",
          "set skip_rows or range to where the header is, or header: false");
    }
    return header;
  }

  /**
   * @param closed whether columns without a title count, by their letters
   */
  static Header of(List<String> titles, int first, boolean closed) {
    Set<String> taken = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    List<String> names = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      if (closed || !titles.get(i).isEmpty()) {
        String title = titles.get(i).isEmpty() ? Letters.of(first + i) : titles.get(i);
        if (taken.contains(title)) {
          repeated.add(title);
        }
        names.add(unique(title, taken));
        columns.add(first + i);
      }
    }
    return new Header(names, columns, repeated);
  }

  private static String unique(String plain, Set<String> taken) {
    String name = plain;
    for (int n = 2; !taken.add(name); n++) {
      name = plain + "_" + n;
    }
    return name;
  }

  /** Where a column stands in the sheet. */
  int column(String name, Tab tab) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new Failure.Configuration(
          tab.where() + ": there is no column " + name,
          "columns there: " + String.join(", ", names));
    }
    return columns.get(index);
  }
}
