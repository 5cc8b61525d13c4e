package io.navette.connector.supplier;

import java.time.Instant;
import java.util.Comparator;

/**
 * A file as its folder lists it.
 *
 * @param path from the exchange's folder, with {@code /} between its parts
 * @param name the path's last part
 * @param size in bytes
 * @param modified as the file system there tells it, to the second at best
 */
record RemoteFile(String path, String name, long size, Instant modified) {
  static final Comparator<RemoteFile> OLDEST_FIRST =
      Comparator.comparing(RemoteFile::modified).thenComparing(RemoteFile::path);
}
