package io.navette.connector.supplier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where files are exchanged, here or elsewhere. Every method blocks. */
interface Folder extends AutoCloseable {
  /** The plain files in a folder below this one; the empty text is this one. */
  List<RemoteFile> list(String folder) throws IOException;

  /** Copies a file from there. */
  void fetch(RemoteFile file, Path into) throws IOException;

  /** Whether there is something under that path. */
  boolean holds(String path) throws IOException;

  /**
   * Copies a file there; nobody sees it under its name before it is complete.
   *
   * @param suffix what its name ends with until then
   */
  void put(Path file, String path, String suffix) throws IOException;

  /** For messages: the folder, or server and folder. */
  String where();

  @Override
  void close();
}
