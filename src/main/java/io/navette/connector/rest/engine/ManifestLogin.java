package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.auth.ClientIdentity;
import io.navette.http.auth.Consent;
import io.navette.http.auth.Grant;
import io.navette.http.auth.Login;
import io.navette.http.auth.LoginPlan;
import io.navette.http.auth.RefreshTokenGrant;
import io.navette.http.auth.TokenEndpoint;
import io.navette.http.auth.TokenRequests;
import io.navette.secret.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** How people log in to the API of a manifest: by its spec, and by the connection's settings. */
final class ManifestLogin {
  private final Manifest manifest;
  private final Map<String, @Nullable Object> config;
  private final Interpolation evaluator;
  private final Clients clients;
  private final LoginSettings settings;
  private final LoginSpec spec;

  ManifestLogin(
      Manifest manifest,
      Map<String, @Nullable Object> config,
      Interpolation evaluator,
      Clients clients,
      LoginSettings settings) {
    this.manifest = manifest;
    this.config = config;
    this.evaluator = evaluator;
    this.clients = clients;
    this.settings = settings;
    this.spec = LoginSpec.of(manifest);
  }

  Login open() {
    TokenRequests requests = requests();
    TokenEndpoint endpoint =
        new TokenEndpoint(requests, clients.anonymous(requests.url()), clients.context());
    LoginPlan plan =
        new LoginPlan(
            consent(requests.client().id()),
            settings.parameters(),
            scope(),
            url("auth.redirect_uri", settings.redirectUri().orElse(LoginPlan.LOOPBACK)),
            settings.deviceUrl().map(url -> url("auth.device_url", url)));
    return new Login(plan, endpoint, renewing(), clients.tokens(), clients::close);
  }

  /** What will use the tokens. Its account is the same whatever a login asks for. */
  Grant renewing() {
    return oauth().map(found -> OAuth.of(found, clients).grant()).orElseGet(this::unrenewed);
  }

  /** Of a login whose tokens stand in the configuration, since no authenticator renews them. */
  Optional<Grant> onlyConfigured() {
    return spec.tokenUrl().isPresent() && configured("client_id").isPresent() && oauth().isEmpty()
        ? Optional.of(unrenewed())
        : Optional.empty();
  }

  private Grant unrenewed() {
    TokenRequests requests = requests();
    TokenEndpoint endpoint =
        new TokenEndpoint(requests, clients.anonymous(requests.url()), clients.context());
    return new RefreshTokenGrant(endpoint, Optional.empty(), true, "");
  }

  private TokenRequests requests() {
    Optional<String> own = spec.tokenUrl();
    Optional<TokenRequests> renewing = oauth().map(found -> OAuth.of(found, clients).requests());
    if (own.isEmpty()) {
      return renewing.orElseThrow(this::none).withExtraFields(Map.of());
    }
    ClientIdentity client = renewing.map(TokenRequests::client).orElseGet(this::client);
    Map<String, String> known = known(client.id());
    if (client instanceof ClientIdentity.Fields named) {
      known.put("client_secret", named.secret().reveal());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    spec.headers()
        .forEach(
            (name, text) ->
                headers.put(name, new ConsentTemplate(text, known, config).render(known)));
    return TokenRequests.of(
            clients.settings().connection(),
            OAuth.url(new ConsentTemplate(own.get(), known, config).render(known)),
            client)
        .withEncoding(spec.encoding())
        .withHeaders(headers)
        .withNames(spec.names())
        .withAnswer(spec.answer());
  }

  private Failure none() {
    return new Failure.Configuration(
        clients.settings().connection()
            + ": there is nothing to log in to: no stream of it uses"
            + " OAuth with a person's consent",
        "see how it is authenticated: navette connect show " + clients.settings().connection());
  }

  /** Of a manifest whose authenticator just sends the token a login gave. */
  private ClientIdentity client() {
    String id = configured("client_id").orElseThrow(this::none);
    return configured("client_secret")
        .map(Secret::new)
        .<ClientIdentity>map(secret -> new ClientIdentity.Fields(id, secret))
        .orElseGet(() -> new ClientIdentity.Open(id));
  }

  private Optional<String> configured(String name) {
    return Optional.ofNullable(FieldPath.of(spec.client(name).orElse(List.of(name))).get(config))
        .map(PythonText::of);
  }

  private Optional<Consent> consent(String client) {
    if (settings.authorizeUrl().isPresent()) {
      HttpUrl fixed = url("auth.authorize_url", settings.authorizeUrl().get());
      return Optional.of((redirect, state) -> fixed);
    }
    return spec.consentUrl().map(template -> new ConsentTemplate(template, known(client), config));
  }

  private Map<String, String> known(String client) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("client_id", client);
    known.put("scope", scope());
    return known;
  }

  private String scope() {
    return settings.scopes().isEmpty()
        ? spec.scope().orElse("")
        : String.join(" ", settings.scopes());
  }

  private HttpUrl url(String setting, String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new Failure.Configuration(
          clients.settings().connection() + ": " + setting + " is no address: " + text, "");
    }
    return url;
  }

  private Optional<Component> oauth() {
    for (StreamDefinition stream : manifest.streams()) {
      Optional<Component> found = find(stream.component(), evaluator);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Component> find(@Nullable Object node, Interpolation outer) {
    if (node instanceof List<?> items) {
      return items.stream().flatMap(item -> find(item, outer).stream()).findFirst();
    }
    if (!(node instanceof Map<?, ?> fields)) {
      return Optional.empty();
    }
    Component component = Component.of(fields, outer);
    return switch (component.type()) {
      case "OAuthAuthenticator", OAuth.OTHER_WORD -> Optional.of(component).filter(OAuth::byLogin);
      case "SelectiveAuthenticator" ->
          find(Authenticators.selected(component).fields(), component.evaluator());
      default ->
          PlainValues.map(fields).values().stream()
              .flatMap(inner -> find(inner, component.evaluator()).stream())
              .findFirst();
    };
  }
}
