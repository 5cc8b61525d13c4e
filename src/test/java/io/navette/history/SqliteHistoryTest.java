package io.navette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteHistoryTest extends HistoryContract {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int generation;

  private Path file() {
    return folder.resolve("state" + generation).resolve("history.db");
  }

  @Override
  Place place() {
    return new Place.SqliteFile(file());
  }

  @Override
  @MustBeClosed
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Override
  void expire(String job) {
    clock.pass(Duration.ofSeconds(91));
  }

  @Override
  String table(String name) {
    return name;
  }

  @Override
  void wipe() {
    generation++;
  }

  @Override
  Dialect dialect() {
    return new SqliteDialect(file(), clock, 10_000);
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    store.begin(Samples.start("1", "shop"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files.map(SqliteHistoryTest::permissions)).hasSize(3).containsOnly("rw-------");
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aLockedFileIsSaidToBeLocked() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      try (HistoryStore impatient =
          new HistoryStore(new SqliteDialect(file(), clock, 1), ALPHA, SMALL, clock)) {
        assertThatThrownBy(() -> impatient.begin(Samples.start("1", "shop")))
            .isInstanceOfSatisfying(
                Failure.Remote.class,
                failure -> {
                  assertThat(failure).hasMessageContaining("locked by another program");
                  assertThat(failure.remedy()).contains("fuser");
                });
      }
    }
  }

  @Test
  void aPlaceThatCantBeWrittenIsNamed() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("plain"));
    assertThatThrownBy(() -> open(notAFolder.resolve("history.db")))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining(notAFolder + "/history.db can't be created");
    assertThatThrownBy(() -> open(Path.of("/proc/navette/history.db")))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("/proc/navette");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("can't be written");
  }

  @Test
  void aForeignFileIsLeftAlone() throws IOException {
    Path text = folder.resolve("text.db");
    Files.writeString(text, "this is no database, but a long enough text to be sure of it\n");
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(Failure.Remote.class)
        .hasMessageContaining("damaged or no SQLite file");
    assertThat(text).content().startsWith("this is no database");
  }

  private void open(Path file) {
    try (HistoryStore opened =
        HistoryStore.open(new Place.SqliteFile(file), ALPHA, SMALL, clock, clock)) {
      assertThat(opened.list(RunFilter.ALL)).isEmpty();
    }
  }

  @Test
  void processesRaceForALease() throws IOException, InterruptedException {
    List<Process> racers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      racers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Racer.class.getName(),
                  file().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    List<String> answers = new ArrayList<>();
    for (Process racer : racers) {
      BufferedReader said = racer.inputReader(StandardCharsets.UTF_8);
      answers.add(String.valueOf(said.readLine()));
    }
    for (Process racer : racers) {
      racer.destroyForcibly().waitFor();
    }
    assertThat(answers).containsOnlyOnce("won").contains("lost");
    try (HistoryStore heir =
            HistoryStore.open(
                place(), new Holder("racers", ALPHA.pid(), "etl"), SMALL, clock, clock);
        io.navette.sync.Leases.Lease lease = heir.acquire("shop", "heir", Duration.ZERO)) {
      assertThat(lease.fence()).isEqualTo(2);
    }
  }
}
