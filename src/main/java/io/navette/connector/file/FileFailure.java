package io.navette.connector.file;

import io.navette.failure.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Says what went wrong with a file, by who must act. */
public final class FileFailure {
  private FileFailure() {}

  /**
   * The failure for what the operating system or the decompressor reported.
   *
   * @param where the beginning of the message: connection and file
   */
  public static Failure of(String where, IOException cause) {
    return switch (cause) {
      case NoSuchFileException missing ->
          new Failure.Configuration(
              where + ": there is no such file", "check path: of the connection", cause);
      case AccessDeniedException denied ->
          new Failure.Access(
              where + ": permission denied", "check owner and mode: ls -l " + path(denied), cause);
      case EOFException truncated ->
          new Failure.Data(
              where + ": the gz data ends too early; the file was cut off",
              "fetch the file again",
              cause);
      case ZipException damaged ->
          new Failure.Data(
              where + ": the gz data is damaged: " + cause.getMessage(),
              "fetch the file again",
              cause);
      default -> new Failure.Remote(where + ": " + reason(cause), "", cause);
    };
  }

  private static Path path(AccessDeniedException denied) {
    return Path.of(denied.getFile());
  }

  private static String reason(IOException cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
