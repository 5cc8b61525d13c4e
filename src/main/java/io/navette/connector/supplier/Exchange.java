package io.navette.connector.supplier;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open place where files are exchanged, with the settings of its connection. Used by one thread.
 *
 * @param folder closed with it
 */
record Exchange(Settings settings, Folder folder) implements AutoCloseable {

  /** Connects; blocks. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the exchange
  static Exchange open(Settings settings) {
    if (settings.text("transport").orElse("").equals("sftp")) {
      return new Exchange(settings, SftpFolder.open(settings));
    }
    return new Exchange(
        settings,
        new LocalFolder(
            settings
                .path("files.folder")
                .orElseThrow(() -> missing(settings, "files.folder", "transport: folder"))));
  }

  /** The failure for a setting that is needed and not there. */
  static Failure missing(Settings settings, String setting, String purpose) {
    return new Failure.Configuration(
        "connection " + settings.connection() + ": " + setting + " is missing",
        purpose + " needs it");
  }

  /** For the beginning of messages. */
  String where() {
    return "connection " + settings.connection() + ", " + folder.where();
  }

  /** Which files a stream has; empty where none are configured. */
  Optional<FilePattern> pattern(String stream) {
    return settings.text("files." + stream).map(FilePattern::of);
  }

  /** The complete files of a pattern, the oldest first. Blocks. */
  List<RemoteFile> files(FilePattern pattern) {
    try {
      return folder.list(pattern.folder()).stream()
          .filter(file -> pattern.matches(file.name()) && !isTemporary(file.name()))
          .sorted(RemoteFile.OLDEST_FIRST)
          .toList();
    } catch (IOException e) {
      throw FolderFailure.of(where() + ", folder " + pattern.folder(), e);
    }
  }

  private boolean isTemporary(String name) {
    return name.startsWith(".")
        || name.endsWith(settings.text("files.temp_suffix").orElse(".tmp"))
        || name.matches(".*\\.(tmp|part|partial|filepart)");
  }

  /** Proves access by listing the folders of all streams; blocks. */
  String check() {
    List<String> found = new ArrayList<>();
    for (String stream : ExchangeSource.STREAMS) {
      pattern(stream).ifPresent(pattern -> found.add(stream + " " + files(pattern).size()));
    }
    if (found.isEmpty() && !settings.has("files.order")) {
      throw missing(
          settings,
          "files." + String.join(" or files.", ExchangeSource.STREAMS) + " or files.order",
          "an exchange of files");
    }
    return found.isEmpty() ? "orders only" : "files: " + String.join(", ", found);
  }

  @Override
  public void close() {
    folder.close();
  }
}
