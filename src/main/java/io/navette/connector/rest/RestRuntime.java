package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.http.HttpContext;
import io.navette.http.HttpLog;
import io.navette.http.HttpSettings;
import io.navette.http.Redaction;
import io.navette.http.Sleeper;
import io.navette.http.auth.MemoryTokenStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the program lends to all connectors of web APIs.
 *
 * @param clock what manifests see as now, and tokens expire by
 * @param sleeper waits before a request is repeated
 * @param lines takes the lines of the connections' logs; called from several threads
 */
public record RestRuntime(InstantSource clock, Sleeper sleeper, Consumer<String> lines) {

  /** The log of a connection. */
  HttpLog log(Settings settings) {
    return ConnectionLog.of(settings, clock, lines);
  }

  /**
   * Sends nothing yet.
   *
   * @param files the folder for the files that records tell of; empty to leave them where they are
   */
  @MustBeClosed
  ManifestSource open(
      Settings settings,
      Manifest manifest,
      Map<String, @Nullable Object> config,
      HttpSettings http,
      Optional<Path> files) {
    HttpContext context =
        new HttpContext(
            clock, sleeper, RandomGenerator.getDefault(), log(settings), new Redaction());
    return new ManifestSource(manifest, config, http, context, new MemoryTokenStore(), files);
  }
}
