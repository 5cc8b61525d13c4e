package io.navette.connector.rest.simple;

import io.navette.connector.Setting;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API in ten lines: settings that stand for a whole manifest. The manifest holds no values of
 * headers, parameters or secrets but finds them in {@code config}, so it can be shown; only a value
 * with a template of its own stands in it as written.
 */
public final class RestManifest {
  private static final String TIME = "%Y-%m-%dT%H:%M:%SZ";

  private final Fields config;

  private RestManifest(Fields config) {
    this.config = config;
  }

  /** All settings, with dotted names for those in a block. */
  public static List<Setting> settings() {
    return RestSettings.all();
  }

  /**
   * The manifest the settings stand for; a Failure.Configuration says which setting is missing.
   *
   * @param config the settings, nested as {@link SettingTree} makes them
   */
  public static Map<String, @Nullable Object> of(Map<String, @Nullable Object> config) {
    return Transport.apply(new RestManifest(new Fields("", config)).manifest(), config);
  }

  /** What a sink's file may refer to: {@code #/definitions/requester} stands for the settings. */
  public static Map<String, @Nullable Object> definitions(Map<String, @Nullable Object> config) {
    Component requester = new RestManifest(new Fields("", config)).requester("");
    Component definitions = Component.untyped().with("requester", requester);
    return Transport.apply(Component.untyped().with("definitions", definitions).fields(), config);
  }

  private Map<String, @Nullable Object> manifest() {
    Map<String, String> paths = paths();
    List<@Nullable Object> streams = new ArrayList<>();
    paths.forEach((name, path) -> streams.add(stream(name, path).fields()));
    Component check =
        Component.of("CheckStream").with("stream_names", List.of(paths.keySet().iterator().next()));
    return Component.of("DeclarativeSource")
        .with("version", "7.28.0")
        .with("check", check)
        .with("streams", streams)
        .fields();
  }

  private Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    config.map("streams").forEach((name, path) -> paths.put(name, String.valueOf(path)));
    if (paths.isEmpty()) {
      paths.put(lastSegment(config.required("url", "a rest connection")), "");
    }
    return paths;
  }

  /** What the URL's path ends with, or {@code records} when it has none. */
  private static String lastSegment(String url) {
    String path = url.replaceFirst("[?#].*$", "").replaceFirst("^[a-z]+://[^/]*", "");
    String name = path.replaceFirst("/+$", "").replaceFirst("^.*/", "");
    String plain = name.replaceFirst("\\.[a-z]+$", "");
    return plain.isEmpty() ? "records" : plain;
  }

  private Component stream(String name, String path) {
    Component retriever =
        Component.of("SimpleRetriever")
            .with("requester", requester(path))
            .with("record_selector", selector(config, name))
            .with("paginator", RestPagination.of(config.block("pagination")));
    Component stream =
        Component.of("DeclarativeStream").with("name", name).with("retriever", retriever);
    List<String> key = config.list("key");
    if (!key.isEmpty()) {
      stream.with("primary_key", key);
    }
    Fields cursor = config.block("cursor");
    return cursor.text("field").isPresent()
        ? stream.with("incremental_sync", incremental(cursor))
        : stream;
  }

  private Component requester(String path) {
    Component requester =
        Component.of("HttpRequester")
            .with("url_base", config.requiredTemplate("url", "a rest connection"))
            .with("path", path)
            .with("http_method", config.text("method").orElse("GET"))
            .with("authenticator", RestAuthentication.of(config.block("auth")));
    some(requester, "request_headers", referred(config.block("headers")));
    some(requester, "request_parameters", referred(config.block("params")));
    Map<String, @Nullable Object> body = referred(config.block("body"));
    if (!body.isEmpty()) {
      requester.with("request_body", body(body));
    }
    return requester;
  }

  private static void some(Component to, String field, Map<String, @Nullable Object> values) {
    if (!values.isEmpty()) {
      to.with(field, values);
    }
  }

  /** The names of a block, each with the template of its value. */
  static Map<String, @Nullable Object> referred(Fields block) {
    Map<String, @Nullable Object> referred = new LinkedHashMap<>();
    block
        .values()
        .forEach(
            (field, value) -> {
              String text = String.valueOf(value);
              referred.put(field, text.contains("{{") ? text : block.template(field));
            });
    return referred;
  }

  private Component body(Map<String, @Nullable Object> fields) {
    if ("form".equals(config.text("body_format").orElse("json"))) {
      return Component.of("RequestBodyUrlEncodedForm").with("value", fields);
    }
    Map<String, @Nullable Object> nested = new LinkedHashMap<>();
    fields.forEach((name, value) -> nest(nested, name, value));
    return Component.of("RequestBodyJsonObject").with("value", nested);
  }

  private static void nest(
      Map<String, @Nullable Object> into, String name, @Nullable Object value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      into.put(name, value);
      return;
    }
    String outer = name.substring(0, dot);
    Object block = into.computeIfAbsent(outer, key -> new LinkedHashMap<>());
    if (!(block instanceof Map<?, ?>)) {
      throw new Failure.Configuration(
          "body." + name + " lies in body." + outer + ", which has a value itself", "");
    }
    nest(PlainValues.map(block), name.substring(dot + 1), value);
  }

  /** Finds the records of a stream where {@code data_path} says. */
  static Component selector(Fields config, String stream) {
    List<String> path =
        config
            .text("data_path")
            .filter(text -> !text.isEmpty())
            .map(text -> List.of(text.replace("{stream}", stream).split("\\.", -1)))
            .orElse(List.of());
    return Component.of("RecordSelector")
        .with("extractor", Component.of("DpathExtractor").with("field_path", path));
  }

  /** What a block {@code cursor} stands for. */
  static Component incremental(Fields cursor) {
    String start =
        cursor
            .text("start")
            .map(text -> text.contains("{{") ? text : cursor.template("start"))
            .orElse("1970-01-01T00:00:00Z");
    Component incremental =
        Component.of("DatetimeBasedCursor")
            .with("cursor_field", cursor.required("field", "cursor"))
            .with("datetime_format", cursor.text("format").orElse(TIME))
            .with("start_datetime", moment(start))
            .with("end_datetime", moment("{{ now_utc().strftime('" + TIME + "') }}"))
            .with("start_time_option", option(cursor.text("param")))
            .with("end_time_option", option(cursor.text("end_param")))
            .with("lookback_window", cursor.whole("lookback").map(seconds -> "PT" + seconds + "S"));
    List<String> formats = cursor.list("field_formats");
    if (!formats.isEmpty()) {
      incremental.with("cursor_datetime_formats", formats);
    }
    return cursor.text("param").isPresent()
        ? incremental
        : incremental.with("is_client_side_incremental", true);
  }

  private static Component moment(String datetime) {
    return Component.of("MinMaxDatetime").with("datetime", datetime).with("datetime_format", TIME);
  }

  private static Optional<Map<String, @Nullable Object>> option(Optional<String> name) {
    return name.map(named -> Component.option("request_parameter", named).fields());
  }
}
