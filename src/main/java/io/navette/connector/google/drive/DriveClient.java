package io.navette.connector.google.drive;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.drive.Drive;
import com.google.api.services.drive.model.About;
import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.FileList;
import io.navette.connector.Settings;
import io.navette.connector.google.GoogleApi;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of Drive. Blocks; thread-safe; failures are those of the connection. */
final class DriveClient implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile(".*/folders/([A-Za-z0-9_-]+).*");
  private static final int PAGE = 1000;

  private final String connection;
  private final Optional<String> folder;
  private final Optional<String> sharedDrive;
  private final GoogleApi api;
  private final Drive drive;

  DriveClient(Settings settings, GoogleApi api) {
    this.connection = settings.connection();
    this.folder = settings.text("folder").map(DriveClient::id);
    this.sharedDrive = settings.text("shared_drive").map(DriveClient::id);
    this.api = api;
    this.drive = client(api.transport());
  }

  /** Of an id, or of the address the browser shows. */
  private static String id(String text) {
    Matcher address = ADDRESS.matcher(text.strip());
    return address.matches() ? address.group(1) : text.strip();
  }

  private Drive client(HttpTransport transport) {
    return new Drive.Builder(transport, GsonFactory.getDefaultInstance(), null)
        .setRootUrl(api.root().toString())
        .setApplicationName("navette")
        .build();
  }

  String connection() {
    return connection;
  }

  GoogleApi api() {
    return api;
  }

  /** Google's client, for listings. */
  Drive drive() {
    return drive;
  }

  Optional<String> sharedDrive() {
    return sharedDrive;
  }

  /** Where files are written: the folder, else the shared drive, else the account's own. */
  String target() {
    return folder.or(() -> sharedDrive).orElse("root");
  }

  <T> T run(GoogleApi.Call<T> call) {
    return api.run(connection, call);
  }

  /** Who asks, and where; proves that the folder is there. */
  String check() {
    About about = run(() -> drive.about().get().setFields("user(emailAddress)"));
    String who = Objects.requireNonNullElse(about.getUser().getEmailAddress(), api.who());
    if (folder.isEmpty()) {
      return "as " + who;
    }
    File found =
        run(() -> drive.files().get(folder.get()).setSupportsAllDrives(true).setFields("id,name"));
    return "folder " + found.getName() + ", as " + who;
  }

  /** The folder's files and nothing in the bin, as Drive's query language has it. */
  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    conditions.add("trashed = false");
    folder.ifPresent(id -> conditions.add(quoted(id) + " in parents"));
    return conditions;
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** One page of files, oldest change first. */
  FileList list(List<String> conditions, @Nullable String token, String fields) {
    return run(
        () -> {
          Drive.Files.List list =
              drive
                  .files()
                  .list()
                  .setQ(String.join(" and ", conditions))
                  .setOrderBy("modifiedTime")
                  .setPageSize(PAGE)
                  .setPageToken(token)
                  .setSupportsAllDrives(true)
                  .setIncludeItemsFromAllDrives(true)
                  .setFields("nextPageToken,files(" + fields + ")");
          sharedDrive.ifPresent(id -> list.setCorpora("drive").setDriveId(id));
          return list;
        });
  }

  /** All files that a condition more leaves; pages may be empty before the end. */
  List<DriveFile> files(Optional<String> condition) {
    List<String> conditions = conditions();
    condition.ifPresent(conditions::add);
    List<DriveFile> files = new ArrayList<>();
    @Nullable String token = null;
    do {
      FileList page = list(conditions, token, "id,name,mimeType,md5Checksum");
      if (page.getFiles() != null) {
        page.getFiles().forEach(file -> files.add(file(file)));
      }
      token = page.getNextPageToken();
    } while (token != null);
    return files;
  }

  private static DriveFile file(File file) {
    return new DriveFile(
        file.getId(),
        file.getName(),
        Objects.requireNonNullElse(file.getMimeType(), ""),
        Objects.requireNonNullElse(file.getMd5Checksum(), ""));
  }

  /** The file with this id. */
  DriveFile byId(String id) {
    return file(
        run(
            () ->
                drive
                    .files()
                    .get(id)
                    .setSupportsAllDrives(true)
                    .setFields("id,name,mimeType,md5Checksum")));
  }

  /**
   * The file of this name; names need not be unique.
   *
   * @throws Failure.Configuration when several files have it
   */
  Optional<DriveFile> byName(String name) {
    List<DriveFile> found = files(Optional.of("name = " + quoted(name)));
    if (found.size() > 1) {
      throw new Failure.Configuration(
          "connection " + connection + ": " + found.size() + " files are called " + name,
          "name one by its id: "
              + String.join(
                  ", ",
                  found.stream().map(file -> DriveSource.CONTENT + "id:" + file.id()).toList())
              + "; or set folder");
    }
    return found.stream().findFirst();
  }

  @Override
  public void close() {
    api.close();
  }
}
