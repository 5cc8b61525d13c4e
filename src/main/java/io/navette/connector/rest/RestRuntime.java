package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiContext;
import io.navette.connector.Settings;
import io.navette.connector.rest.engine.LoginSettings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.http.HttpContext;
import io.navette.http.HttpLog;
import io.navette.http.HttpSettings;
import io.navette.http.Limits;
import io.navette.http.Redaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the program lends to all connectors of web APIs.
 *
 * @param context time, and what runs share
 * @param lines takes the lines of the connections' logs; called from several threads
 */
public record RestRuntime(ApiContext context, Consumer<String> lines) {

  /** The log of a connection. */
  HttpLog log(Settings settings) {
    return ConnectionLog.of(settings, context.clock(), lines);
  }

  /**
   * Sends nothing yet.
   *
   * @param files the folder for the files that records tell of; empty to leave them where they are
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  ManifestSource open(
      Settings settings,
      Manifest manifest,
      Map<String, @Nullable Object> config,
      HttpSettings http,
      Optional<Path> files) {
    HttpContext surroundings =
        new HttpContext(
            context.clock(),
            context.sleeper(),
            RandomGenerator.getDefault(),
            log(settings),
            new Redaction(),
            new Limits(context.shared().limits()));
    ManifestSource source =
        ManifestSource.open(
            manifest,
            config,
            http,
            surroundings,
            context.shared(),
            LoginSettings.of(settings),
            files);
    source.readConcurrently(
        settings.integer("concurrency").or(() -> settings.integer("connection.concurrency")));
    return source;
  }
}
