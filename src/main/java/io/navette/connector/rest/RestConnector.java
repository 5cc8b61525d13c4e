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
import io.navette.connector.rest.simple.ApiManifest;
import io.navette.connector.rest.simple.RestManifest;
import io.navette.connector.rest.simple.SettingTree;
import io.navette.connector.rest.write.ApiSink;
import io.navette.connector.rest.write.SinkFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads any web API that a few settings describe; they stand for a whole manifest. Writes to it as
 * a {@code sink.yaml} says.
 */
public final class RestConnector extends WebConnector implements SinkConnector {
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
    return ConnectorCard.of(
            "REST",
            "Any web API, described by a few settings.",
            Family.API,
            SignIn.PASSWORD,
            SignIn.API_KEY,
            SignIn.TOKEN,
            SignIn.OAUTH)
        .withIncremental();
  }

  @Override
  public List<Setting> settings() {
    return LoginSettings.beside(RestManifest.settings());
  }

  @Override
  public List<Setting> streamOptions() {
    return FileSinks.options(super.streamOptions());
  }

  @Override
  public Set<WriteMode> modes() {
    return FileSinks.MODES;
  }

  private static Manifest manifest(Settings settings) {
    return Manifest.of(RestManifest.of(SettingTree.of(settings)), settings.connection());
  }

  @Override
  @MustBeClosed
  ManifestSource open(Settings settings) {
    return runtime.open(
        settings,
        manifest(settings),
        SettingTree.of(settings),
        ApiManifest.http(settings),
        Optional.empty());
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the sink
  public Sink openSink(Settings settings) {
    SinkFile file =
        FileSinks.read(
            settings,
            RestManifest.definitions(SettingTree.of(settings)),
            tree -> ApiManifest.requesters(tree, SettingTree.of(settings)));
    return new ApiSink(file, open(settings));
  }
}
