package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a sheet's rows.
 *
 * @param names in order, unique
 * @param columns where each stands in the sheet, from 0
 */
record Header(List<String> names, List<Integer> columns) {
  Header {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
  }

  /** Reads up to and with the header row; without one, the columns are lettered. */
  static Header read(SheetRows rows, SheetOptions options, FileStream stream) {
    boolean found = rows.next();
    while (found && rows.number() <= options.skipRows()) {
      found = rows.next();
    }
    if (!found) {
      throw new Failure.Data(
          stream.where()
              + ": there are no rows"
              + (options.skipRows() > 0 ? " below skip_rows" : ""),
          "check sheet and skip_rows");
    }
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    int end = options.last() < 0 ? rows.width() : options.last() + 1;
    for (int column = options.first(); column < end; column++) {
      String name =
          options.header() ? rows.cell(column).shown(rows.since1904()).strip() : Letters.of(column);
      if (!name.isEmpty() || options.last() >= 0) {
        names.add(unique(name.isEmpty() ? Letters.of(column) : name, taken));
        columns.add(column);
      }
    }
    return new Header(names, columns);
  }

  private static String unique(String plain, Set<String> taken) {
    String name = plain;
    for (int n = 2; !taken.add(name); n++) {
      name = plain + "_" + n;
    }
    return name;
  }
}
