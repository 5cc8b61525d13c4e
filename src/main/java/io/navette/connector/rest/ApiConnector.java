package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.simple.ApiManifest;
import io.navette.connector.rest.simple.ConnectorFile;
import io.navette.connector.rest.simple.SettingTree;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one vendor's API as the files in {@code connectors/NAME} describe it. The file {@code
 * connectors/index} lists the names, each with the files that describe writing where it can be
 * written to. Nothing is read before the connector is used.
 */
public class ApiConnector extends WebConnector {
  private final String name;
  private final RestRuntime runtime;
  private @Nullable ConnectorFile file;

  ApiConnector(String name, RestRuntime runtime) {
    this.name = name;
    this.runtime = runtime;
  }

  /** All there are. Reads the index. */
  public static List<ApiConnector> all(RestRuntime runtime) {
    return Resource.text("connectors/index")
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> List.of(line.strip().split(" +", -1)))
        .map(words -> of(words.getFirst(), words.subList(1, words.size()), runtime))
        .toList();
  }

  private static ApiConnector of(String name, List<String> sinks, RestRuntime runtime) {
    return sinks.isEmpty()
        ? new ApiConnector(name, runtime)
        : new WritableApiConnector(name, sinks, runtime);
  }

  private synchronized ConnectorFile file() {
    ConnectorFile known = file;
    if (known == null) {
      String path = path("connector.yaml");
      known = ConnectorFile.parse(Resource.text(path), path, this::text);
      file = known;
    }
    return known;
  }

  /** Where a part of it stands, for messages too; systems that are alike share parts. */
  final String path(String part) {
    return URI.create("connectors/" + name + "/" + part).normalize().toString();
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final ConnectorCard card() {
    return file().card();
  }

  @Override
  public final List<Setting> settings() {
    return file().settings();
  }

  @Override
  public final List<Alternatives> alternatives() {
    return file().alternatives();
  }

  /** The text of a file beside {@code connector.yaml}. */
  final String text(String part) {
    return Resource.text(path(part));
  }

  /** The name of the manifest's file for these settings. */
  final String sourceFile(Settings settings) {
    return file().source(SettingTree.of(settings));
  }

  /** The manifest for these settings; a failure where one is missing that it can't do without. */
  final Manifest manifest(Settings settings) {
    file().requireOneOf(settings);
    String path = path(sourceFile(settings));
    return Manifest.of(
        ApiManifest.of(Manifest.tree(Resource.text(path), path), SettingTree.of(settings)), path);
  }

  @Override
  @MustBeClosed
  final ManifestSource open(Settings settings) {
    return runtime.open(
        settings,
        manifest(settings),
        SettingTree.of(settings),
        ApiManifest.http(settings),
        Optional.empty());
  }
}
