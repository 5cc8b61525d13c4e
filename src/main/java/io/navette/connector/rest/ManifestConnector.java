package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.rest.engine.LoginSettings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.write.ApiSink;
import io.navette.connector.rest.write.SinkFile;
import io.navette.failure.Failure;
import io.navette.http.BreakerPolicy;
import io.navette.http.CallBudget;
import io.navette.http.HttpLimits;
import io.navette.http.HttpLog;
import io.navette.http.HttpSettings;
import io.navette.http.RatePolicy;
import io.navette.http.RetryPolicy;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads web APIs as a declarative manifest describes them, and writes to them as a {@code
 * sink.yaml} does.
 */
public final class ManifestConnector extends WebConnector implements SinkConnector {
  private final RestRuntime runtime;

  public ManifestConnector(RestRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "Manifest",
            "Web APIs, as a declarative manifest (YAML) describes them.",
            Family.API,
            SignIn.PASSWORD,
            SignIn.API_KEY,
            SignIn.TOKEN,
            SignIn.OAUTH)
        .withIncremental();
  }

  @Override
  public List<Setting> settings() {
    List<Setting> own =
        List.of(
            Setting.required("manifest", Setting.Kind.PATH, "The manifest's file."),
            Setting.optional(
                "sink",
                Setting.Kind.PATH,
                "The file that describes writing; without it the API is only read."),
            Setting.optional(
                "config",
                Setting.Kind.MAP,
                "What the manifest's spec asks for, secrets as ${secret:name}; a dotted name leads into"
                    + " an object."),
            Setting.optional(
                "hosts",
                Setting.Kind.LIST,
                "Hosts that may be sent the credentials besides those approved when the manifest was"
                    + " first used."),
            Setting.withDefault(
                "requests_per_minute",
                Setting.Kind.INTEGER,
                "0",
                "How many requests are sent in a minute at most; 0 for no limit."),
            Setting.optional(
                "concurrency",
                Setting.Kind.INTEGER,
                "How many partitions of a stream are read at once; as the manifest says, else 4."),
            Setting.optional(
                "files",
                Setting.Kind.PATH,
                "The folder for the files that records tell of; without it they are not downloaded."),
            Setting.withDefault(
                "timeout", Setting.Kind.DURATION, "60s", "How long the API may stay silent."));
    return LoginSettings.beside(own);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  ManifestSource open(Settings settings) {
    Manifest manifest = Manifest.load(settings.path("manifest").orElseThrow());
    HttpSettings http =
        new HttpSettings(
            settings.connection(),
            Set.copyOf(settings.list("hosts")),
            HttpLimits.DEFAULT.withRead(settings.duration("timeout").orElseThrow()),
            RetryPolicy.DEFAULT,
            new RatePolicy(
                Math.toIntExact(settings.integer("requests_per_minute").orElse(0L)), true),
            BreakerPolicy.DEFAULT,
            0,
            CallBudget.NONE);
    ManifestSource source =
        runtime.open(
            settings,
            manifest,
            ManifestSource.config(manifest, settings.map("config")),
            http,
            settings.path("files").map(Path::toAbsolutePath).map(Path::normalize));
    try {
      approve(settings, source, sinkTree(settings));
    } catch (Failure refused) {
      source.close();
      throw refused;
    }
    return source;
  }

  @Override
  public List<Setting> streamOptions() {
    return FileSinks.options(super.streamOptions());
  }

  @Override
  public Set<WriteMode> modes() {
    return FileSinks.MODES;
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the sink
  public Sink openSink(Settings settings) {
    SinkFile file =
        FileSinks.read(
            settings, Manifest.load(settings.path("manifest").orElseThrow()).root(), tree -> tree);
    return new ApiSink(file, open(settings));
  }

  /** What of a sink's file sends credentials somewhere. */
  private static Map<String, @Nullable Object> sinkTree(Settings settings) {
    return settings.path("sink").map(FileSinks::tree).orElse(Map.of());
  }

  private void approve(
      Settings settings, ManifestSource source, Map<String, @Nullable Object> sink) {
    HttpLog log = runtime.log(settings);
    new HostApproval(
            settings.connection(),
            settings.path("manifest").orElseThrow(),
            note -> log.write(Level.WARNING, note))
        .check(source.hosts(sink), settings.list("hosts"), settings.map("config").values());
  }
}
