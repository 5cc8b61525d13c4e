package io.navette.connector.google.drive;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file in a folder of its own that only this user may see; closing removes both. */
record TemporaryFile(Path folder, Path path) implements AutoCloseable {
  private static final int LONGEST = 100;

  /** A file that is not there yet, named much as on Drive, since messages tell its name. */
  static TemporaryFile named(String name, TableFormat format) {
    String plain = name.replaceAll("[^\\p{L}\\p{N} ._-]", "_").replaceFirst("^[.-]+", "_");
    String cut = plain.substring(Math.max(0, plain.length() - LONGEST));
    String complete =
        cut.toLowerCase(Locale.ROOT).endsWith(format.extension()) ? cut : cut + format.extension();
    try {
      Path folder = Files.createTempDirectory("navette-drive");
      return new TemporaryFile(folder, folder.resolve(complete));
    } catch (IOException e) {
      throw unusable(Path.of(System.getProperty("java.io.tmpdir", "")), e);
    }
  }

  static Failure unusable(Path path, IOException cause) {
    return new Failure.Remote(
        path + " can't be used: " + cause.getMessage(),
        "files of Drive are copied there: make room, or set another folder with TMPDIR",
        cause);
  }

  @Override
  public void close() {
    try (var left = Files.list(folder)) {
      for (Path each : left.toList()) {
        Files.deleteIfExists(each);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }
}
