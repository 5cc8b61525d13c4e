package io.navette.connector.jdbc.sqlite;

import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One SQLite file: how it is opened, and what its errors mean. */
final class Database {
  private final String connection;
  private final Path path;
  private final Duration patience;

  Database(Settings settings) {
    this.connection = settings.connection();
    this.path =
        settings
            .path("path")
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        "connection " + settings.connection() + ": path is missing", ""));
    this.patience = settings.duration("busy_timeout").orElse(Duration.ofSeconds(10));
  }

  Path path() {
    return path;
  }

  String connection() {
    return connection;
  }

  /** Opens an existing file for reading. */
  Connection read() {
    if (!Files.exists(path)) {
      throw new Failure.Configuration(
          "connection " + connection + ": there is no file " + path, "check path:");
    }
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return open(config);
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Whether the file is missing, and its folder can be written to. */
  boolean canBeCreated() {
    Path folder = path.toAbsolutePath().getParent();
    return !exists() && folder != null && Files.isWritable(folder);
  }

  /**
   * Opens the file for writing; creates it where it is missing. Transactions are begun and ended in
   * SQL.
   *
   * <p>Write-ahead logging lets others read meanwhile. Not syncing every commit can at worst lose
   * the last chunks together with their ledger entries in a power cut, and so repeats or loses
   * nothing.
   */
  Connection write() {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return open(config);
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    config.setEncoding(SQLiteConfig.Encoding.UTF8);
    return config;
  }

  private Connection open(SQLiteConfig config) {
    try {
      return config.createConnection("jdbc:sqlite:" + path);
    } catch (SQLException e) {
      throw failure("", e);
    }
  }

  /** The failure an SQLite error stands for. */
  Failure failure(String stream, SQLException e) {
    String where =
        "connection " + connection + (stream.isEmpty() ? "" : ", stream " + stream) + ": ";
    SQLiteErrorCode code =
        e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code.code & 0xff) {
      case 5, 6 ->
          new Failure.Remote(
              where + path + " is locked by another program",
              "end the other program, or raise busy_timeout: (" + patience.toSeconds() + "s)",
              e);
      case 13 ->
          new Failure.Remote(
              where + "the disk is full; nothing of this chunk was written to " + path,
              "make room and run it again: it goes on after the last chunk",
              e);
      case 26 ->
          new Failure.Configuration(where + path + " is not an SQLite database", "check path:", e);
      case 11 ->
          new Failure.Data(
              where + path + " is damaged: " + e.getMessage(),
              "check it with: sqlite3 FILE 'PRAGMA integrity_check'",
              e);
      case 8, 14, 23, 3 ->
          new Failure.Access(
              where + path + " can't be opened: " + e.getMessage(),
              "check the rights of the file and its folder",
              e);
      default -> new Failure.Remote(where + e.getMessage(), "", e);
    };
  }
}
