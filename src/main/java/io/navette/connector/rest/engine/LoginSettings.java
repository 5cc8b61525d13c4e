package io.navette.connector.rest.engine;

import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.connector.Settings;
import io.navette.http.auth.LoginPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection's own settings say about logging in; it goes before what its manifest says.
 *
 * @param authorizeUrl where the browser is sent
 * @param deviceUrl where codes for other devices are given
 * @param redirectUri where the browser returns to, as registered with the vendor
 * @param scopes the permissions asked for
 * @param parameters of the vendor for the browser
 * @param tokenFile whose tokens move into the keystore
 */
public record LoginSettings(
    Optional<String> authorizeUrl,
    Optional<String> deviceUrl,
    Optional<String> redirectUri,
    List<String> scopes,
    Map<String, String> parameters,
    Optional<Path> tokenFile) {
  /** Of a connection that has none of them. */
  public static final LoginSettings NONE =
      new LoginSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Map.of(),
          Optional.empty());

  private static final String KEYSTORE = "keystore";
  private static final String FILE = "file";

  public LoginSettings {
    scopes = List.copyOf(scopes);
    parameters = Map.copyOf(parameters);
  }

  /** The settings of the block {@code auth} that every connector with a login has. */
  public static List<Setting> settings() {
    return List.of(
        Setting.optional("auth.authorize_url", Kind.TEXT, "Where connect login sends the browser."),
        Setting.optional(
            "auth.authorize_params", Kind.MAP, "Parameters the browser is sent there with."),
        Setting.optional(
            "auth.device_url", Kind.TEXT, "Where connect login --device asks for a code."),
        Setting.withDefault(
            "auth.redirect_uri",
            Kind.TEXT,
            LoginPlan.LOOPBACK,
            "Where the browser returns to, as registered; without a port, any free one."),
        Setting.choice(
            "auth.token_store",
            KEYSTORE,
            List.of(KEYSTORE, FILE),
            "Where tokens are kept: always the keystore; file moves those of token_path there."),
        Setting.optional(
            "auth.token_path", Kind.PATH, "A file of tokens that moves into the keystore."));
  }

  /** What is set; connectors without some of the settings are fine. */
  public static LoginSettings of(Settings settings) {
    return new LoginSettings(
        settings.text("auth.authorize_url"),
        settings.text("auth.device_url"),
        settings.text("auth.redirect_uri"),
        settings.list("auth.scopes"),
        settings.map("auth.authorize_params"),
        settings.path("auth.token_path").filter(path -> moves(settings)));
  }

  private static boolean moves(Settings settings) {
    return settings.text("auth.token_store").filter(FILE::equals).isPresent();
  }
}
