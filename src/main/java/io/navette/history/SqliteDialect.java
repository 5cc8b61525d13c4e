package io.navette.history;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Properties;
import java.util.Set;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/** A file; https://www.sqlite.org/wal.html says what its neighbours -wal and -shm are. */
final class SqliteDialect implements Dialect {
  private final Path file;
  private final InstantSource clock;
  private final int busyMillis;

  SqliteDialect(Path file, InstantSource clock, int busyMillis) {
    this.file = file;
    this.clock = clock;
    this.busyMillis = busyMillis;
  }

  @Override
  public Connection connect() throws SQLException {
    create();
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Integer.toString(busyMillis));
    settings.setProperty("transaction_mode", "IMMEDIATE");
    Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, settings);
    try {
      writeAhead(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** Setting the mode takes the whole file, so it is done once in its life. */
  private static void writeAhead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
        if (mode.next() && "wal".equals(mode.getString(1))) {
          return;
        }
      }
      statement.execute("PRAGMA journal_mode=WAL");
    }
  }

  /** SQLite gives its neighbours the file's own permissions. */
  private void create() {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder, owner("rwx------"));
      }
      if (!Files.exists(file)) {
        Files.createFile(file, owner("rw-------"));
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw unusable(e);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static FileAttribute<?>[] owner(String permissions) {
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    boolean posix =
        java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)}
        : new FileAttribute<?>[0];
  }

  private Failure unusable(IOException cause) {
    return new Failure.Remote(
        "the history " + file + " can't be created: " + cause,
        "make its folder writable, or choose another with NAVETTE_HOME",
        cause);
  }

  @Override
  public long now(Connection connection) {
    return clock.millis();
  }

  /** The transaction is IMMEDIATE, so it is alone already. */
  @Override
  public void serialize(Connection connection) {}

  @Override
  public boolean prepared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'version'")) {
      return found.next();
    }
  }

  @Override
  public boolean broken(SQLException failure) {
    return false;
  }

  @Override
  public boolean contended(SQLException failure) {
    int code = failure.getErrorCode() & 0xff;
    return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
  }

  @Override
  public Failure failure(SQLException failure) {
    String history = "the history " + file;
    if (contended(failure)) {
      return new Failure.Remote(
          history + " is locked by another program",
          "find it with: fuser -v " + file + "  and run again when it is done",
          failure);
    }
    return switch (failure.getErrorCode() & 0xff) {
      case 8, 14 ->
          new Failure.Remote(
              history + " can't be written: " + failure.getMessage(),
              "make the file and its folder writable, or choose another with NAVETTE_HOME",
              failure);
      case 13 ->
          new Failure.Remote(
              history + " can't grow: the disk is full",
              "free space, or prune: navette history prune",
              failure);
      case 11, 26 ->
          new Failure.Remote(
              history + " is damaged or no SQLite file: " + failure.getMessage(),
              "move it away; a new one is created, and targets with a ledger still resume",
              failure);
      default -> new Failure.Remote(history + " failed: " + failure.getMessage(), "", failure);
    };
  }

  @Override
  public void shrink(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
    }
  }

  @Override
  public String describe() {
    return file.toString();
  }
}
