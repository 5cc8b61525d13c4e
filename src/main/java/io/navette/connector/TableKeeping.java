package io.navette.connector;

import io.navette.row.Column;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;

/** A sink whose targets have declared columns that Navette may create and extend. */
public interface TableKeeping {
  /** The target's columns as they are; empty when it does not exist. Blocks. */
  Optional<Schema> schema(String target);

  /** The name under which the sink will store a column, e.g. shortened; usually itself. */
  default String columnName(String name) {
    return name;
  }

  /**
   * The column type the target would really have if created from this one; wider or equal, or else
   * lossy and refused by the engine.
   */
  Column stored(Column column);

  /** Creates the target; blocks. */
  void create(String target, Schema schema, List<String> key);

  /** Adds nullable columns to the target; blocks. */
  void addColumns(String target, List<Column> columns);
}
