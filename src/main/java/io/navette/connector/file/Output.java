package io.navette.connector.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where a file's new content goes. */
public interface Output {
  /** Takes the content; the same stream each time, buffered, compressed where the name says so. */
  OutputStream stream() throws IOException;

  /** The file that is replaced; empty where there is none. */
  Optional<Path> previous();

  /** Makes the content durable and visible at once. Blocks. */
  void publish() throws IOException;

  /** Takes the content back unless it was published. */
  void discard() throws IOException;
}
