package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.simple.ApiManifest;
import io.navette.connector.rest.simple.ConnectorFile;
import io.navette.connector.rest.simple.SettingTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one vendor's API as the files in {@code connectors/NAME} describe it. The file {@code
 * connectors/index} lists the names. Nothing is read before the connector is used.
 */
public final class ApiConnector extends WebConnector {
  private final String name;
  private final RestRuntime runtime;
  private @Nullable ConnectorFile file;

  private ApiConnector(String name, RestRuntime runtime) {
    this.name = name;
    this.runtime = runtime;
  }

  /** All there are. Reads the index. */
  public static List<ApiConnector> all(RestRuntime runtime) {
    return Resource.text("connectors/index")
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> new ApiConnector(line.strip(), runtime))
        .toList();
  }

  private synchronized ConnectorFile file() {
    ConnectorFile known = file;
    if (known == null) {
      String path = path("connector.yaml");
      known = ConnectorFile.parse(Resource.text(path), path);
      file = known;
    }
    return known;
  }

  private String path(String part) {
    return "connectors/" + name + "/" + part;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ConnectorCard card() {
    return file().card();
  }

  @Override
  public List<Setting> settings() {
    return file().settings();
  }

  @Override
  @MustBeClosed
  ManifestSource open(Settings settings) {
    Map<String, @Nullable Object> config = SettingTree.of(settings);
    String path = path(file().source(config));
    Manifest manifest =
        Manifest.of(ApiManifest.of(Manifest.tree(Resource.text(path), path), config), path);
    return runtime.open(settings, manifest, config, ApiManifest.http(settings), Optional.empty());
  }
}
