package io.navette.connector.google.drive;

import static io.navette.testing.google.GoogleConnection.batch;
import static io.navette.testing.google.GoogleConnection.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.WriteMode;
import io.navette.connector.file.csv.CsvConnector;
import io.navette.connector.file.excel.ExcelConnector;
import io.navette.connector.file.jsonl.JsonlConnector;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import io.navette.row.Bookmark;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import io.navette.testing.google.Exchange.Reply;
import io.navette.testing.google.FakeDrive;
import io.navette.testing.google.GoogleConnection;
import io.navette.testing.google.GoogleServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drive is listed, its files' rows are read, and files of rows are uploaded. */
final class DriveConnectorTest {
  private static final String CSV = "text/csv";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final Schema SCHEMA =
      Schema.of(Column.of("id", ColumnType.INTEGER), Column.of("name", ColumnType.TEXT));

  @TempDir Path folder = Path.of("unset");

  private final FakeDrive drive = new FakeDrive();
  private final CsvConnector csv =
      new CsvConnector(InputStream.nullInputStream(), new ByteArrayOutputStream());
  private final ExcelConnector excel =
      new ExcelConnector(InputStream.nullInputStream(), new ByteArrayOutputStream());
  private final DriveConnector connector =
      new DriveConnector(
          GoogleConnection.context(new Surroundings()),
          Map.of(),
          TableFormat.all(
              csv,
              excel,
              new JsonlConnector(InputStream.nullInputStream(), new ByteArrayOutputStream())));

  @SuppressWarnings("NullAway.Init")
  private GoogleServer server;

  @BeforeEach
  void start() throws IOException {
    server = new GoogleServer(drive);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Settings settings() {
    return GoogleConnection.settings(
        connector, server, Map.of("folder", "folder1", "upload_part", 256L));
  }

  private GoogleConnection.Read read(String stream) {
    return GoogleConnection.read(connector, settings(), stream, Map.of());
  }

  private FakeDrive text(String id, String name, String text) {
    return drive.file(
        id, name, CSV, "folder1", "2026-01-0" + id.charAt(1) + "T00:00:00Z", text.getBytes(UTF_8));
  }

  private byte[] workbook(String sheet) throws IOException {
    Path path = folder.resolve("book.xlsx");
    GoogleConnection.write(
        excel,
        new Settings("files", Map.of("path", path)),
        sheet,
        WriteMode.REPLACE,
        List.of(),
        batch(SCHEMA, row(7L, "seven")));
    return Files.readAllBytes(path);
  }

  private void write(String target, WriteMode mode, RowBatch rows) {
    GoogleConnection.write(connector, settings(), target, mode, List.of(), rows);
  }

  private static void assertNothingIsLeft() throws IOException {
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(path -> path.toString().contains("navette-drive"))).isEmpty();
    }
  }

  /** Reads the listing's next pass. */
  private GoogleConnection.Read pass(String stream, String cursor, Optional<Bookmark> since) {
    try (Source source = connector.openSource(settings())) {
      var info = source.describe(stream, new Settings("s", Map.of()));
      ReadRequest all =
          ReadRequest.all(stream, info.schema()).withCursor(List.of(cursor), info.key());
      return GoogleConnection.read(source, info, since.map(all::since).orElse(all));
    }
  }

  @Test
  void itProvesWhoItIsAndThatTheFolderIsThere() {
    drive.file(
        "folder1",
        "Exports",
        "application/vnd.google-apps.folder",
        "root",
        "2026-01-01T00:00:00Z",
        new byte[0]);
    assertThat(connector.check(settings()))
        .isEqualTo("folder Exports, as navette@example-project.iam.gserviceaccount.com");
    assertThatThrownBy(
            () ->
                connector.check(
                    GoogleConnection.settings(connector, server, Map.of("folder", "gone"))))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("not shared with navette@example-project");
    assertThat(server.account().scopes()).containsExactly("https://www.googleapis.com/auth/drive");
  }

  @Test
  void listingsAndTheRowsOfFilesAreStreams() throws IOException {
    text("f1", "sales.csv", "id,name\n1,a\n")
        .file("f2", "Photo.png", "image/png", "folder1", "2026-01-02T00:00:00Z", new byte[1]);
    drive.file(
        "f3", "Budget", DriveFile.SHEET, "folder1", "2026-01-03T00:00:00Z", workbook("Plan"));
    drive.file("f4", "hidden.csv", CSV, "elsewhere", "2026-01-04T00:00:00Z", new byte[0]);
    try (Source source = connector.openSource(settings())) {
      assertThat(source.streamNames())
          .containsExactly(
              "files",
              "changes",
              "drives",
              "permissions",
              "revisions",
              "comments",
              "replies",
              "content/sales.csv",
              "content/Budget");
    }
    assertThat(read("content/sales.csv").rows()).containsExactly("{\"id\":\"1\",\"name\":\"a\"}");
    assertThat(read("content/Budget/Plan").rows()).containsExactly("{\"id\":7,\"name\":\"seven\"}");
    assertThat(read("content/id:f1").rows()).hasSize(1);
    assertNothingIsLeft();
  }

  @Test
  void filesAreListedPageByPageAndThenOnlyWhatIsNew() {
    text("f1", "a.csv", "x").file("f2", "b", "x/y", "folder1", "2026-01-02T00:00:00Z", new byte[3]);
    text("f3", "c.csv", "zzz");
    GoogleConnection.Read first = pass("files", "modifiedTime", Optional.empty());
    assertThat(first.rows()).hasSize(3);
    assertThat(first.rows().getFirst())
        .startsWith(
            "{\"id\":\"f1\",\"name\":\"a.csv\",\"mimeType\":\"text/csv\","
                + "\"modifiedTime\":\"2026-01-01T00:00:00Z\"")
        .contains("\"size\":1", "\"parents\":[\"folder1\"]", "\"trashed\":false");
    assertThat(pass("files", "modifiedTime", first.end()).rows()).isEmpty();
    // Changed at the very moment of the last one.
    drive.file("f4", "d.csv", CSV, "folder1", "2026-01-03T00:00:00Z", new byte[0]);
    GoogleConnection.Read second = pass("files", "modifiedTime", first.end());
    assertThat(second.rows()).singleElement().asString().contains("\"id\":\"f4\"");
    assertThat(pass("files", "modifiedTime", second.end()).rows()).isEmpty();
    assertThatThrownBy(() -> pass("files", "name", Optional.empty()))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("can't be read by name");
    assertThatThrownBy(() -> pass("drives", "name", Optional.empty()))
        .isInstanceOf(Failure.Configuration.class);
  }

  @Test
  void changesBeginWithAllFilesAndGoOnByTheirToken() {
    text("f1", "a.csv", "x");
    text("f2", "b.csv", "y");
    text("f3", "c.csv", "z");
    GoogleConnection.Read first = pass("changes", "time", Optional.empty());
    assertThat(first.rows()).hasSize(3).allMatch(row -> row.contains("\"removed\":false"));
    assertThat(first.end()).contains(new Bookmark("{\"token\":\"3\"}"));
    drive.remove("f2", "2026-02-01T00:00:00Z");
    text("f1", "renamed.csv", "x");
    text("f4", "d.csv", "");
    GoogleConnection.Read second = pass("changes", "time", first.end());
    assertThat(second.rows()).hasSize(3);
    assertThat(second.rows().get(0))
        .isEqualTo(
            "{\"fileId\":\"f2\",\"time\":\"2026-02-01T00:00:00Z\",\"changeType\":\"file\","
                + "\"removed\":true,\"driveId\":null,\"file\":null}");
    assertThat(second.rows().get(1)).contains("renamed.csv");
    assertThat(pass("changes", "time", second.end()).rows()).isEmpty();
    assertThatThrownBy(
            () -> pass("changes", "time", Optional.of(new Bookmark("{\"token\":\"stale\"}"))))
        .isInstanceOf(Failure.Data.class)
        .hasMessageContaining("does not know the change token");
  }

  @Test
  void whatBelongsToFilesIsListedFileByFile() {
    text("f1", "a.csv", "x");
    text("f2", "b.csv", "y");
    drive.drive("d1", "Team").drive("d2", "Other").drive("d3", "Third");
    for (int i = 1; i <= 3; i++) {
      drive.child("f1/permissions", Map.of("id", "p" + i, "role", "reader", "type", "user"));
      drive.child("f2/revisions", Map.of("id", "r" + i, "size", "12"));
      drive.child("f1/comments", Map.of("id", "c" + i, "content", "well", "author", Map.of()));
    }
    drive.child("f1/comments/c2/replies", Map.of("id", "a1", "content", "so"));
    assertThat(read("drives").rows()).hasSize(3);
    assertThat(read("permissions").rows())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("{\"fileId\":\"f1\",\"id\":\"p1\",\"type\":\"user\",\"role\":\"reader\"");
    assertThat(read("comments").rows()).hasSize(3);
    assertThat(read("replies").rows())
        .singleElement()
        .asString()
        .startsWith("{\"fileId\":\"f1\",\"commentId\":\"c2\",\"id\":\"a1\",\"content\":\"so\"");
    GoogleConnection.Read revisions = read("revisions");
    assertThat(revisions.rows()).hasSize(3).first().asString().contains("\"size\":12");
    // Of f1, they may not be listed.
    assertThat(revisions.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.row()).isEqualTo("{\"fileId\":\"f1\"}");
              assertThat(rejection.reason()).contains("sufficient permissions");
            });
  }

  @Test
  void namesThatSayTooLittleAreRefused() {
    text("f1", "a.csv", "x");
    text("f2", "a.csv", "y")
        .file("f3", "Photo.png", "image/png", "folder1", "2026-01-03T00:00:00Z", new byte[1]);
    assertThatThrownBy(() -> read("content/a.csv"))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            refused -> {
              assertThat(refused).hasMessageContaining("2 files are called a.csv");
              assertThat(refused.remedy()).contains("content/id:f1, content/id:f2");
            });
    assertThatThrownBy(() -> read("content/Photo.png"))
        .hasMessageContaining("Photo.png (image/png) holds no rows");
    assertThatThrownBy(() -> read("content/none.csv"))
        .hasMessageContaining("there is no file none.csv");
    assertThatThrownBy(() -> read("none"))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("there is no stream none");
  }

  @Test
  void aDownloadThatBreaksIsTakenUpWhereItBroke() {
    StringBuilder rows = new StringBuilder("id,name\n");
    for (int i = 0; i < 20_000; i++) {
      rows.append(i).append(",name\n");
    }
    text("f1", "big.csv", rows.toString());
    drive.cutAfter(100_000);
    assertThat(read("content/big.csv").rows()).hasSize(20_000);
    assertThat(server.seen().stream().map(request -> request.headers().get("range")))
        .anyMatch("bytes=100000-"::equals);
  }

  @Test
  void anExportThatIsTooLargeIsReadAnotherWay() {
    drive.file("f1", "Big", DriveFile.SHEET, "folder1", "2026-01-01T00:00:00Z", new byte[0]);
    server.refuse("/export", Reply.error(403, "", "exportSizeLimitExceeded", "too large"));
    assertThatThrownBy(() -> read("content/Big"))
        .isInstanceOfSatisfying(
            Failure.Data.class, refused -> assertThat(refused.remedy()).contains("google-sheets"));
  }

  @Test
  void aFileIsMadeReplacedAndAddedTo() throws IOException {
    write("sales.csv", WriteMode.REPLACE, batch(SCHEMA, row(1L, "a")));
    assertThat(new String(drive.content("sales.csv"), UTF_8)).isEqualTo("id,name\n1,a\n");
    write("content/sales.csv", WriteMode.APPEND, batch(SCHEMA, row(2L, "b")));
    assertThat(new String(drive.content("sales.csv"), UTF_8)).isEqualTo("id,name\n1,a\n2,b\n");
    write("sales.csv", WriteMode.REPLACE, batch(SCHEMA, row(3L, "c")));
    assertThat(new String(drive.content("sales.csv"), UTF_8)).isEqualTo("id,name\n3,c\n");
    assertThat(drive.size()).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void aWorkbooksOtherSheetsStay() throws IOException {
    drive.file("f1", "book.xlsx", XLSX, "folder1", "2026-01-01T00:00:00Z", workbook("Plan"));
    write("book.xlsx/2026", WriteMode.REPLACE, batch(SCHEMA, row(1L, "a")));
    assertThat(read("content/book.xlsx/2026").rows()).containsExactly("{\"id\":1,\"name\":\"a\"}");
    assertThat(read("content/book.xlsx/Plan").rows()).hasSize(1);
  }

  @Test
  void anUploadThatBreaksGoesOnWhereDriveIs() {
    @Nullable Object[][] rows = new Object[60_000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((long) i, "a name of some length");
    }
    // The first part arrives and its answer is lost; the second does not arrive.
    server.lose("PUT /upload/drive");
    server.refuse("PUT /upload/drive", Reply.error(503, "", "backendError", "later"));
    write("big.csv", WriteMode.REPLACE, batch(SCHEMA, rows));
    assertThat(new String(drive.content("big.csv"), UTF_8).lines()).hasSize(60_001);
    assertThat(server.count("POST", "/upload/")).isEqualTo(1);
    assertThat(server.seen().stream().map(request -> request.headers().get("content-range")))
        .anyMatch(range -> range != null && range.startsWith("bytes */"));
  }

  @Test
  void aFailedRunLeavesTheFileAsItWas() {
    write("sales.csv", WriteMode.REPLACE, batch(SCHEMA, row(1L, "a")));
    for (int i = 0; i < 40; i++) {
      server.refuse("PUT /upload/drive", Reply.error(503, "", "backendError", "later"));
    }
    assertThatThrownBy(() -> write("sales.csv", WriteMode.REPLACE, batch(SCHEMA, row(2L, "b"))))
        .isInstanceOf(Failure.Remote.class);
    assertThat(new String(drive.content("sales.csv"), UTF_8)).isEqualTo("id,name\n1,a\n");
  }

  @Test
  void whatCantBeWrittenIsSaidBeforeAnythingIsSent() {
    drive.file("f1", "Plan.csv", DriveFile.SHEET, "folder1", "2026-01-01T00:00:00Z", new byte[0]);
    for (String target : List.of("notes.txt", "book.xlsx", "/x.xlsx")) {
      assertThatThrownBy(() -> write(target, WriteMode.REPLACE, batch(SCHEMA)))
          .isInstanceOf(Failure.Configuration.class)
          .hasMessageContaining("is no file that can be written");
    }
    assertThatThrownBy(() -> write("Plan.csv", WriteMode.REPLACE, batch(SCHEMA)))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessageContaining("Plan.csv is a Google Sheet");
  }

  @Test
  void noStorageLeftSaysWhatServiceAccountsOwn() {
    server.refuse(
        "/upload/drive",
        Reply.error(403, "", "storageQuotaExceeded", "Service Accounts do not have storage quota"));
    assertThatThrownBy(() -> write("sales.csv", WriteMode.REPLACE, batch(SCHEMA, row(1L, "a"))))
        .isInstanceOfSatisfying(
            Failure.Quota.class, refused -> assertThat(refused.remedy()).contains("shared drive"));
  }
}
