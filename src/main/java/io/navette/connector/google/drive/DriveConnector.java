package io.navette.connector.google.drive;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.ApiContext;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.LoginConnector;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.google.GoogleAccess;
import io.navette.connector.google.GoogleApi;
import io.navette.connector.google.GooglePerson;
import io.navette.http.auth.Login;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads listings of Google Drive and the rows of its files, and uploads files of rows. Files are
 * read and written by the connectors for their formats, as copies on this machine.
 */
public final class DriveConnector implements SourceConnector, SinkConnector, LoginConnector {
  private static final int KIB = 1024;
  private static final int STEP = 256;

  private final ApiContext context;
  private final Map<String, String> environment;
  private final List<TableFormat> formats;

  /**
   * @param environment where a key may be, under GOOGLE_DRIVE_CREDENTIALS or
   *     GOOGLE_APPLICATION_CREDENTIALS
   * @param formats of files whose rows can be read and written
   */
  public DriveConnector(
      ApiContext context, Map<String, String> environment, List<TableFormat> formats) {
    this.context = context;
    this.environment = environment;
    this.formats = List.copyOf(formats);
  }

  /** An account may list 3,250 times a minute: no limit of our own is needed. */
  private GoogleAccess access() {
    return new GoogleAccess(
        "https://www.googleapis.com/",
        List.of("https://www.googleapis.com/auth/drive"),
        List.of("GOOGLE_DRIVE_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"),
        environment,
        0);
  }

  @Override
  public String name() {
    return "google-drive";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "Google Drive",
            "Files on the web: their listing, their changes and their rows.",
            Family.FILE,
            SignIn.SERVICE_ACCOUNT,
            SignIn.OAUTH)
        .withIncremental()
        .withNeeds("a Google Cloud project with the Google Drive API enabled");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> own =
        List.of(
            Setting.optional(
                "folder",
                Kind.TEXT,
                "The id or address of the folder whose files count; without, all that are seen."),
            Setting.optional(
                "shared_drive", Kind.TEXT, "The id or address of a shared drive to stay within."),
            Setting.withDefault(
                "upload_part",
                Kind.INTEGER,
                "8192",
                "KiB uploaded at once; made a multiple of 256, as Drive wants it."));
    return Stream.concat(own.stream(), access().settings().stream()).toList();
  }

  /** Those of all formats; the first of a name counts. */
  @Override
  public List<Alternatives> alternatives() {
    return access().alternatives();
  }

  @Override
  public List<Setting> streamOptions() {
    Map<String, Setting> options = new LinkedHashMap<>();
    for (TableFormat format : formats) {
      format.options().forEach(option -> options.putIfAbsent(option.name(), option));
    }
    return List.copyOf(options.values());
  }

  @Override
  public Set<WriteMode> modes() {
    return Set.of(WriteMode.APPEND, WriteMode.REPLACE);
  }

  @Override
  public String check(Settings settings) {
    try (DriveClient client = client(settings)) {
      return client.check();
    }
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    DriveClient client = client(settings);
    return new DriveSource(client, new Contents(client, formats));
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    DriveClient client = client(settings);
    long steps = Math.clamp(settings.integer("upload_part").orElse(8192L) / STEP, 1, 4096);
    int part = (int) steps * STEP * KIB;
    return new DriveSink(client, new Contents(client, formats), formats, part);
  }

  @Override
  @MustBeClosed
  public Login openLogin(Settings settings) {
    return GooglePerson.login(settings, access(), context);
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with the client
  private DriveClient client(Settings settings) {
    return new DriveClient(settings, GoogleApi.open(settings, access(), context));
  }
}
