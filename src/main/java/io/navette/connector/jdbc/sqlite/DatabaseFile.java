package io.navette.connector.jdbc.sqlite;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database file's bytes, read beside SQLite, which holds the lock meanwhile.
 *
 * <p>A file once opened stays open, and is shared, until the process ends: POSIX drops all locks a
 * process has on a file as soon as it closes any descriptor of it, SQLite's among them ("How To
 * Corrupt An SQLite Database File", section 2.2). So it is no channel either, which an interrupt
 * would close.
 */
final class DatabaseFile {
  private static final Map<Object, DatabaseFile> OPEN = new HashMap<>();

  /** Not even the garbage collector may close what turned out to be another file. */
  private static final List<DatabaseFile> STRAY = new ArrayList<>();

  private final RandomAccessFile file;

  private DatabaseFile(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * What tells files apart, whatever their name; empty where the system has nothing of the kind.
   */
  static Optional<Object> identity(Path path) {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Opens a file.
   *
   * @param identity what it was before SQLite opened it; empty when it is another file by now, or
   *     can't be read
   */
  static Optional<DatabaseFile> open(Path path, Object identity) {
    synchronized (OPEN) {
      if (!identity(path).equals(Optional.of(identity))) {
        return Optional.empty();
      }
      DatabaseFile known = OPEN.get(identity);
      if (known != null) {
        return Optional.of(known);
      }
      try {
        DatabaseFile opened = new DatabaseFile(new RandomAccessFile(path.toFile(), "r"));
        STRAY.add(opened);
        if (!identity(path).equals(Optional.of(identity))) {
          return Optional.empty();
        }
        STRAY.remove(opened);
        OPEN.put(identity, opened);
        return Optional.of(opened);
      } catch (FileNotFoundException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * Reads exactly {@code length} bytes.
   *
   * @throws java.io.EOFException when the file ends before
   */
  synchronized void read(long from, byte[] into, int length) throws IOException {
    file.seek(from);
    file.readFully(into, 0, length);
  }
}
