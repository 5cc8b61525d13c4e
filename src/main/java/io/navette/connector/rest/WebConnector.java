package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.LoginConnector;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.rest.engine.DeclaredFields;
import io.navette.connector.rest.engine.LoginSettings;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.http.auth.Login;
import java.util.List;

/** What connectors to web APIs have in common: behind each of them stands a manifest. */
abstract class WebConnector implements SourceConnector, LoginConnector {

  /** The connection's manifest, ready to be read; nothing is sent yet. */
  @MustBeClosed
  abstract ManifestSource open(Settings settings);

  @Override
  public List<Setting> streamOptions() {
    return List.of(DeclaredFields.option());
  }

  @Override
  public final String check(Settings settings) {
    try (ManifestSource source = open(settings)) {
      return "read stream " + source.check();
    }
  }

  @Override
  @MustBeClosed
  public final Source openSource(Settings settings) {
    return open(settings);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the login
  public final Login openLogin(Settings settings) {
    return open(settings).login(LoginSettings.of(settings));
  }
}
