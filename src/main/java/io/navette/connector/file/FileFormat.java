package io.navette.connector.file;

import io.navette.row.Schema;
import java.io.IOException;
import java.util.List;

/** A format as the shared source sees it. Stateless; any thread may use it. */
public interface FileFormat {
  /** How its files' names end, in lower case, the usual one first: {@code .csv}. */
  List<String> extensions();

  /** Whether a file holds several streams. */
  boolean isDivided();

  /** The streams inside a file that holds several. Blocks. */
  List<String> parts(FileStream file);

  /** The stream's columns; blocks, reading as much of the file as that needs. */
  Schema describe(FileStream stream, Options options);

  /**
   * Opens a stream to deliver exactly these columns; blocks.
   *
   * @throws io.navette.failure.Failure.Configuration naming the columns the file has, when one is
   *     missing
   */
  Records open(FileStream stream, Schema schema, Options options);

  /**
   * Opens a new version of the stream's file; blocks. Nothing is visible before {@link
   * RecordWriter#finish}.
   *
   * @param keep whether what the stream holds now is kept, with the new rows behind it
   * @throws io.navette.failure.Failure.Configuration when what is kept has other columns
   */
  RecordWriter create(
      FileStream stream, Output output, Schema schema, boolean keep, Options options)
      throws IOException;
}
