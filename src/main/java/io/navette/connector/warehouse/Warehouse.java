package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.jdbc.TableName;
import io.navette.row.Column;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A warehouse that runs SQL for us. Thread-safe; every method blocks and fails with a {@link
 * io.navette.failure.Failure} that names the connection.
 */
public interface Warehouse extends AutoCloseable {
  /** The column that numbers the rows of a staging table, from 1. */
  String ROW = "navette_row";

  Dialect dialect();

  /** The tables and views, as users write their names. */
  List<String> tables();

  /** Empty when there is no such table or view. */
  Optional<Relation> table(TableName name);

  /** What a stream reads, with its options: a table, a view, or a query. */
  Relation relation(String stream, Settings options);

  /** A table's full name for SQL. */
  String sql(TableName name);

  /** Runs a query whose result is small. */
  @MustBeClosed
  Pages query(String sql);

  /** Runs a query of any size. */
  @MustBeClosed
  Pages read(String sql);

  /** These columns of all rows, without a query where the warehouse can. */
  @MustBeClosed
  Pages all(Relation relation, List<String> columns);

  /** Creates an empty table; its key is declared where the warehouse has keys. */
  void create(TableName name, List<Column> columns, List<String> key);

  /**
   * Creates an empty table for rows on their way to a target, whatever was there; it may vanish by
   * itself.
   */
  void createStaging(TableName name, List<Column> columns, Relation target);

  /** Adds nullable columns. */
  void addColumns(TableName name, List<Column> columns);

  /** Removes a table, if it is there. */
  void drop(TableName name);

  /** Runs statements that change rows, in order; all of them or none where {@link #atomic}. */
  Outcome run(List<String> statements);

  /**
   * Begins to try rows, for a target that refused some of many.
   *
   * @param name for a table beside the target, where one is needed
   * @return closed by the caller; empty where the warehouse can't try rows on this target
   */
  Optional<Trial> trial(Relation target, TableName name);

  /** Whether several statements can be one transaction. */
  boolean atomic();

  /**
   * One row as {@link #load} takes it; without line ends.
   *
   * @throws io.navette.row.CellText.Misfit when a value is not of the target's shape
   */
  String line(Relation target, RowBatch batch, int row, long number);

  /** The row of a line, for a rejection. */
  RowBatch row(String line, Schema schema);

  /** How many bytes of lines are best loaded at once; loads of more are not tried. */
  long loadBytes();

  /**
   * Adds rows to a staging table, all of them or none.
   *
   * @param columns of the table, the row's number first
   * @param lines made by {@link #line}
   * @return why it did not take them; empty where it did
   * @throws IOException when the lines can't be read
   */
  Optional<Refusal> load(TableName staging, List<Column> columns, Lines lines) throws IOException;

  /** Removes tables whose names begin so, which killed runs left; not where they vanish anyway. */
  void removeAbandoned(TableName beginning);

  /** The cheapest calls that prove access; what was found, in a few words. */
  String check();

  @Override
  void close();
}
