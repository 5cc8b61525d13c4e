package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.List;

/** An open system to read from. One thread at a time, but several readers may be open at once. */
public interface Source extends AutoCloseable {
  /** The names of the streams; cheap where the system allows it. Blocks. */
  List<String> streamNames();

  /** Columns, types and keys of one stream, with the stream's options applied. Blocks. */
  StreamInfo describe(String stream, Settings options);

  /** Starts reading; blocks until the first rows may be asked for. */
  @MustBeClosed
  RowReader read(ReadRequest request);

  @Override
  void close();
}
