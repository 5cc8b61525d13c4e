package io.navette.connector.supplier;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/**
 * Which files a stream has: {@code in/CATALOG*.csv}.
 *
 * @param folder from the exchange's folder; empty for that itself
 */
record FilePattern(String folder, String glob) {

  static FilePattern of(String text) {
    int slash = text.lastIndexOf('/');
    return new FilePattern(slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1));
  }

  boolean matches(String name) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return matcher.matches(Path.of(name));
  }

  @Override
  public String toString() {
    return folder.isEmpty() ? glob : folder + "/" + glob;
  }
}
