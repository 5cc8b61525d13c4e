package io.navette.row;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of a stream, column by column. A reader fills it through {@link #cells} and {@link
 * #endRow}; from then on it is handed along and no longer changed. Used by one thread at a time.
 */
public final class RowBatch {
  /** The usual number of rows; readers stop earlier at {@link #BYTES}. */
  public static final int ROWS = 2048;

  /** The usual bound on {@link #weight()}, in bytes. */
  public static final long BYTES = 1 << 20;

  private final Schema schema;
  private final List<Cells> cells;
  private final List<Rejection> rejections;
  private final Optional<Encoded> encoded;
  private Optional<Bookmark> bookmark = Optional.empty();
  private int size;

  public RowBatch(Schema schema) {
    this(schema, newCells(schema), 0, new ArrayList<>(), Optional.empty());
  }

  private RowBatch(
      Schema schema,
      List<Cells> cells,
      int size,
      List<Rejection> rejections,
      Optional<Encoded> encoded) {
    this.schema = schema;
    this.cells = List.copyOf(cells);
    this.size = size;
    this.rejections = rejections;
    this.encoded = encoded;
  }

  /** Rows that have no cells, only their system's own bytes. */
  public static RowBatch of(Schema schema, Encoded rows) {
    return new RowBatch(schema, List.of(), rows.rows(), new ArrayList<>(), Optional.of(rows));
  }

  private static List<Cells> newCells(Schema schema) {
    return schema.columns().stream().map(column -> new Cells(column.type())).toList();
  }

  /** An empty batch of the same schema that need not grow for as many cells as this one has. */
  public RowBatch another() {
    return new RowBatch(
        schema,
        cells.stream()
            .map(
                column ->
                    new Cells(column.type(), size, (int) Math.min(BYTES, column.bytes() * 9L / 8)))
            .toList(),
        0,
        new ArrayList<>(),
        Optional.empty());
  }

  /** The same rows under another schema whose cells stand in {@code cells}; nothing is copied. */
  public static RowBatch view(Schema schema, List<Cells> cells, int size, RowBatch from) {
    RowBatch view = new RowBatch(schema, cells, size, from.rejections, Optional.empty());
    view.bookmark = from.bookmark;
    return view;
  }

  public Schema schema() {
    return schema;
  }

  public int size() {
    return size;
  }

  /** The rows' own bytes; present only where source and target have agreed on them. */
  public Optional<Encoded> encoded() {
    return encoded;
  }

  /** A column's cells; a batch that is {@link #encoded} has none. */
  public Cells cells(int column) {
    return cells.get(column);
  }

  /** All columns have been given one more cell: the row is complete. */
  public void endRow() {
    size++;
  }

  /** Takes back the cells of a row that was begun and can't be completed. */
  public void abandonRow() {
    for (Cells column : cells) {
      column.truncate(size);
    }
  }

  /**
   * How much a batch held at some moment.
   *
   * @param weight in bytes
   */
  public record Mark(int rows, int rejections, long weight) {
    public static final Mark EMPTY = new Mark(0, 0, 0);
  }

  /** How much is there now, to come back to. */
  public Mark mark() {
    return new Mark(size, rejections.size(), weight());
  }

  /** Forgets the rows and rejections that came since. */
  public void backTo(Mark mark) {
    size = mark.rows();
    abandonRow();
    rejections.subList(mark.rejections(), rejections.size()).clear();
  }

  /** Whether there is neither a row nor a rejection. */
  public boolean isEmpty() {
    return size == 0 && rejections.isEmpty();
  }

  /**
   * Rows the reader could not turn into cells; they ride along to be kept. Mutable while filling.
   */
  public List<Rejection> rejections() {
    return rejections;
  }

  public void reject(Rejection rejection) {
    rejections.add(rejection);
  }

  /**
   * Where to resume once these rows and all before them are safe. Empty where the reader can't
   * resume at this place: the engine then commits no earlier than at the next batch that has one,
   * or at the end.
   */
  public Optional<Bookmark> bookmark() {
    return bookmark;
  }

  public void bookmark(Bookmark reached) {
    bookmark = Optional.of(reached);
  }

  /** Bytes of memory the cells take. */
  public long weight() {
    long sum = encoded.map(Encoded::length).orElse(0);
    for (Cells column : cells) {
      sum += column.weight();
    }
    return sum;
  }

  /** Whether a reader should hand this batch on now. */
  public boolean isFull() {
    return size >= ROWS || weight() >= BYTES;
  }

  /** A copy without the marked rows; this batch itself when none is marked. */
  public RowBatch without(BitSet refused) {
    if (refused.isEmpty()) {
      return this;
    }
    List<Cells> kept = newCells(schema);
    int rows = 0;
    for (int row = refused.nextClearBit(0); row < size; row = refused.nextClearBit(row + 1)) {
      for (int column = 0; column < kept.size(); column++) {
        kept.get(column).appendFrom(cells.get(column), row);
      }
      rows++;
    }
    return view(schema, kept, rows, this);
  }
}
