package io.navette.sync;

import io.navette.connector.TableKeeping;
import io.navette.row.Column;
import io.navette.row.Schema;
import java.util.List;

/**
 * What must happen to a target before rows fit into it.
 *
 * @param create whether the target does not exist yet
 * @param added columns it lacks; empty when it is created
 */
record SchemaChange(boolean create, List<Column> added) {
  static final SchemaChange NONE = new SchemaChange(false, List.of());

  SchemaChange {
    added = List.copyOf(added);
  }

  boolean isEmpty() {
    return !create && added.isEmpty();
  }

  void apply(TableKeeping tables, String target, Schema schema, List<String> key) {
    if (create) {
      tables.create(target, schema, key);
    } else if (!added.isEmpty()) {
      tables.addColumns(target, added);
    }
  }

  /** For people; empty when nothing changes. */
  String describe(String target) {
    if (create) {
      return "creates " + target;
    }
    return added.isEmpty()
        ? ""
        : "adds "
            + String.join(", ", added.stream().map(c -> c.name() + " " + c.type()).toList())
            + " to "
            + target;
  }
}
