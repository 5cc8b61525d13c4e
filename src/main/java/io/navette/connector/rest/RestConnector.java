package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.rest.engine.LoginSettings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.simple.ApiManifest;
import io.navette.connector.rest.simple.RestManifest;
import io.navette.connector.rest.simple.SettingTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads any web API that a few settings describe; they stand for a whole manifest. */
public final class RestConnector extends WebConnector {
  private final RestRuntime runtime;

  public RestConnector(RestRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public ConnectorCard card() {
    return new ConnectorCard("REST", "Any web API, described by a few settings.", "api");
  }

  @Override
  public List<Setting> settings() {
    return LoginSettings.beside(RestManifest.settings());
  }

  @Override
  @MustBeClosed
  ManifestSource open(Settings settings) {
    Map<String, @Nullable Object> config = SettingTree.of(settings);
    Manifest manifest = Manifest.of(RestManifest.of(config), settings.connection());
    return runtime.open(settings, manifest, config, ApiManifest.http(settings), Optional.empty());
  }
}
