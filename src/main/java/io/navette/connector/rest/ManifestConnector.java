package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.rest.engine.LoginSettings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.failure.Failure;
import io.navette.http.BreakerPolicy;
import io.navette.http.HttpLimits;
import io.navette.http.HttpLog;
import io.navette.http.HttpSettings;
import io.navette.http.RatePolicy;
import io.navette.http.RetryPolicy;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads web APIs as a declarative manifest describes them. */
public final class ManifestConnector extends WebConnector {
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
    return new ConnectorCard(
        "Manifest", "Web APIs, read as a declarative manifest (YAML) describes them.", "api");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> own =
        List.of(
            Setting.required("manifest", Setting.Kind.PATH, "The manifest's file."),
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
            0);
    ManifestSource source =
        runtime.open(
            settings,
            manifest,
            ManifestSource.config(manifest, settings.map("config")),
            http,
            settings.path("files").map(Path::toAbsolutePath).map(Path::normalize));
    try {
      approve(settings, source);
    } catch (Failure refused) {
      source.close();
      throw refused;
    }
    return source;
  }

  private void approve(Settings settings, ManifestSource source) {
    HttpLog log = runtime.log(settings);
    new HostApproval(
            settings.connection(),
            settings.path("manifest").orElseThrow(),
            note -> log.write(Level.WARNING, note))
        .check(source.hosts(), settings.list("hosts"), settings.map("config").values());
  }
}
