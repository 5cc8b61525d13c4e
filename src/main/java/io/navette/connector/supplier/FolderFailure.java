package io.navette.connector.supplier;

import io.navette.failure.Failure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what went wrong with an exchange's files, by who must act. */
final class FolderFailure {
  private FolderFailure() {}

  /**
   * The failure for what the file system or the server reported.
   *
   * @param where the beginning of the message
   */
  static Failure of(String where, IOException cause) {
    return switch (cause) {
      case NoSuchFileException missing ->
          new Failure.Configuration(
              where + ": there is no such file or folder",
              "check files.folder or sftp.folder, and the folder in files.*",
              cause);
      case FileNotFoundException missing ->
          new Failure.Configuration(
              where + ": there is no such file or folder",
              "check files.folder or sftp.folder, and the folder in files.*",
              cause);
      case NotDirectoryException file ->
          new Failure.Configuration(
              where + ": is a file, not a folder", "check the folder in files.*", cause);
      case AccessDeniedException denied ->
          new Failure.Access(
              where + ": permission denied", "ask for the right to read or write there", cause);
      default ->
          new Failure.Remote(
              where
                  + ": "
                  + (cause.getMessage() == null
                      ? cause.getClass().getSimpleName()
                      : cause.getMessage()),
              "",
              cause);
    };
  }
}
