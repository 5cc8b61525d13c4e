package io.navette.connector.rest.simple;

import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import java.util.ArrayList;
import java.util.List;

/** The settings of an API that has no connector of its own. */
final class RestSettings {
  static final List<String> AUTH =
      List.of(
          "none",
          "api_key",
          "basic",
          "bearer",
          "session",
          "oauth2_client_credentials",
          "oauth2_password",
          "oauth2_refresh_token",
          "oauth2_authorization_code");
  static final List<String> PAGINATION =
      List.of("auto", "none", "page", "offset", "cursor", "next_url", "link_header");

  private RestSettings() {}

  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    all.addAll(request());
    all.addAll(authentication());
    all.addAll(pagination());
    all.addAll(records());
    all.addAll(Transport.settings());
    return List.copyOf(all);
  }

  private static List<Setting> request() {
    return List.of(
        Setting.required("url", Kind.TEXT, "Where the API begins; streams are paths below it."),
        Setting.optional(
            "streams", Kind.MAP, "Each stream's path; without it the URL itself is one stream."),
        Setting.choice("method", "GET", List.of("GET", "POST"), "How streams are asked for."),
        Setting.optional("headers", Kind.MAP, "Headers of every request."),
        Setting.optional("params", Kind.MAP, "Query parameters of every request."),
        Setting.optional("body", Kind.MAP, "Body of every request; a.b names a nested field."),
        Setting.optional(
            "sink", Kind.PATH, "The file that describes writing; without it the API is only read."),
        Setting.choice("body_format", "json", List.of("json", "form"), "How the body is written."));
  }

  private static List<Setting> authentication() {
    return List.of(
        Setting.choice("auth.type", "none", AUTH, "How requests are authenticated."),
        Setting.optional("auth.key", Kind.SECRET, "The key of api_key."),
        Setting.withDefault(
            "auth.name", Kind.TEXT, "X-API-Key", "The header or parameter that holds the key."),
        Setting.choice("auth.in", "header", List.of("header", "params"), "Where the key is sent."),
        Setting.optional("auth.token", Kind.SECRET, "The token of bearer."),
        Setting.optional(
            "auth.username", Kind.TEXT, "The user of basic, session and oauth2_password."),
        Setting.optional(
            "auth.password", Kind.SECRET, "The password of basic, session and oauth2_password."),
        Setting.optional(
            "auth.login_url", Kind.TEXT, "Where session sends name and password, as JSON."),
        Setting.withDefault(
            "auth.session_path", Kind.TEXT, "token", "Where the answer to that holds the key."),
        Setting.optional("auth.token_url", Kind.TEXT, "Where oauth2 asks for tokens."),
        Setting.optional("auth.client_id", Kind.TEXT, "The application's name for oauth2."),
        Setting.optional("auth.client_secret", Kind.SECRET, "The application's secret for oauth2."),
        Setting.optional("auth.refresh_token", Kind.SECRET, "What oauth2 renews tokens with."),
        Setting.optional("auth.scopes", Kind.LIST, "The permissions oauth2 asks for."),
        Setting.choice(
            "auth.token_format", "form", List.of("form", "json"), "How tokens are asked for."),
        Setting.optional(
            "auth.token_params", Kind.MAP, "Fields sent along when tokens are asked for."));
  }

  private static List<Setting> pagination() {
    return List.of(
        Setting.choice(
            "pagination.type",
            "auto",
            PAGINATION,
            "How the next page is asked for; auto finds it in the answer, or fails."),
        Setting.optional(
            "pagination.param",
            Kind.TEXT,
            "The parameter that holds the page, offset or cursor; named as the type by default."),
        Setting.choice(
            "pagination.in",
            "params",
            List.of("params", "body"),
            "Where it and the size are sent."),
        Setting.optional("pagination.size", Kind.INTEGER, "Records on a page."),
        Setting.optional("pagination.size_param", Kind.TEXT, "The parameter that holds the size."),
        Setting.withDefault("pagination.start", Kind.INTEGER, "1", "The number of the first page."),
        Setting.optional(
            "pagination.path",
            Kind.TEXT,
            "Where the answer holds the next cursor or URL: a.b, or 'a.b' for a name with a dot."));
  }

  private static List<Setting> records() {
    return List.of(
        Setting.optional(
            "data_path",
            Kind.TEXT,
            "Where the answer holds the records: a.b, * for any, {stream} for the stream's name."),
        Setting.optional("key", Kind.LIST, "The fields that tell records apart."),
        Setting.optional("cursor.field", Kind.TEXT, "The field that says when a record changed."),
        Setting.optional(
            "cursor.param", Kind.TEXT, "The parameter that asks for what changed since."),
        Setting.optional("cursor.end_param", Kind.TEXT, "The parameter that asks for until when."),
        Setting.withDefault(
            "cursor.format", Kind.TEXT, "%Y-%m-%dT%H:%M:%SZ", "How the parameters write a time."),
        Setting.optional(
            "cursor.field_formats",
            Kind.LIST,
            "How records write a time, when not as the parameters do."),
        Setting.withDefault(
            "cursor.start", Kind.TEXT, "1970-01-01T00:00:00Z", "From when the first run reads."),
        Setting.optional(
            "cursor.lookback", Kind.DURATION, "How far before its bookmark a run reads again."));
  }
}
