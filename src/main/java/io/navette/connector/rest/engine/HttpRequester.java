package io.navette.connector.rest.engine;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.rest.expression.Accepted;
import io.navette.connector.rest.paging.ResponseHeaders;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Download;
import io.navette.http.GetBody;
import io.navette.http.Http;
import io.navette.http.Judge;
import io.navette.http.SendOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.FormBody;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends the requests of one requester of the manifest. */
final class HttpRequester {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Component requester;
  private final Clients clients;
  private final ErrorHandling errors;
  private final Use use;
  private final SendOptions options;
  private final String method;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
  private final AtomicReference<@Nullable Address> address = new AtomicReference<>();

  /** What its requests are for. */
  private enum Use {
    /** Pages, which can be begun anew. */
    PAGES,
    /** Addresses the API gives. */
    LINKS,
    /** One answer at a time. */
    ANSWERS
  }

  HttpRequester(Component requester, Clients clients) {
    this(requester, clients, Use.ANSWERS);
  }

  private HttpRequester(Component requester, Clients clients, Use use) {
    if (!requester.type().equals("HttpRequester")) {
      throw requester.unsupported("the requester");
    }
    this.requester = requester;
    this.clients = clients;
    this.errors = clients.errors(requester);
    this.use = use;
    boolean anonymous =
        use == Use.LINKS
            && requester
                .child("authenticator")
                .filter(found -> !found.type().equals("NoAuth"))
                .isEmpty();
    // Reading twice does no harm, whatever the method.
    SendOptions repeatable = SendOptions.DEFAULT.asRepeatable().judgedBy(errors);
    this.options = anonymous ? repeatable.asAnonymous() : repeatable;
    this.method = requester.text("http_method").orElse("GET").toUpperCase(Locale.ROOT);
  }

  /**
   * A requester whose addresses the API gives, as signed links to where a result is stored. Without
   * an authenticator they may lead to any host, since there is nothing to give away.
   */
  static HttpRequester ofLinks(Component requester, Clients clients) {
    return new HttpRequester(requester, clients, Use.LINKS);
  }

  /** A requester whose answers may ask for the first page again: {@link PaginationReset}. */
  static HttpRequester ofPages(Component requester, Clients clients) {
    return new HttpRequester(requester, clients, Use.PAGES);
  }

  static Map<String, @Nullable Object> headers(Headers headers) {
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    headers.forEach(header -> byName.putIfAbsent(header.getFirst(), header.getSecond()));
    return ResponseHeaders.of(byName);
  }

  ErrorHandling errors() {
    return errors;
  }

  Answer send(RequestParts parts, Map<String, @Nullable Object> context) {
    // First the client: templates see the tokens that it takes up.
    Http client = client();
    Request request = request(parts, context);
    Supplier<Answer> exchange = () -> withoutReset(() -> counted(client).send(request, options));
    return requester.flag("use_cache")
        ? clients.answers().of(request, parts.body(), exchange)
        : exchange.get();
  }

  /**
   * Sends what changes something.
   *
   * @param repeatable whether it may arrive twice without harm
   * @param judge says what the answers mean, in place of the requester's own error handling
   */
  Answer write(
      RequestParts parts, Map<String, @Nullable Object> context, boolean repeatable, Judge judge) {
    SendOptions judged = SendOptions.DEFAULT.judgedBy(judge);
    Http client = client();
    Request request = request(parts, context);
    SendOptions how = repeatable ? judged.asRepeatable() : judged.asOnce();
    return withoutReset(() -> counted(client).send(request, how));
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  Download download(RequestParts parts, Map<String, @Nullable Object> context) {
    return withoutReset(() -> counted(client()).download(request(parts, context), options));
  }

  private <T> T withoutReset(Supplier<T> exchange) {
    try {
      return exchange.get();
    } catch (PaginationReset.Requested e) {
      if (use == Use.PAGES) {
        throw e;
      }
      throw new Failure.Configuration(
          "RESET_PAGINATION is asked for where there are no pages",
          "take it out of the error_handler of the manifest");
    }
  }

  private Http counted(Http client) {
    clients.requests().incrementAndGet();
    return client;
  }

  /** The client, as long as the configuration that names its host is the same. */
  private Http client() {
    Known held = known.get();
    Map<String, @Nullable Object> config = requester.evaluator().config();
    if (held != null && held.config() == config) {
      return held.client();
    }
    Http client = clients.of(requester);
    // The answer that brought a token may have told which host the API is at.
    while (config != requester.evaluator().config()) {
      config = requester.evaluator().config();
      client = clients.of(requester);
    }
    // Where the API gives the address, the hosts that are trusted become more with the streams.
    if (use != Use.LINKS) {
      known.set(new Known(config, client));
    }
    return client;
  }

  private record Known(Map<String, @Nullable Object> config, Http client) {}

  private Request request(RequestParts parts, Map<String, @Nullable Object> context) {
    interpolate("request_parameters", parts.parameters, context, Accepted.TEXT_OR_LIST);
    interpolate("request_headers", parts.headers, context, Accepted.ANY);
    HttpUrl.Builder url = address(parts, context).newBuilder();
    HttpUrl given = url.build();
    parts.parameters.forEach((name, value) -> parameter(url, given, name, value));
    Request.Builder request = new Request.Builder().url(url.build());
    request.header("Accept", "application/json, */*;q=0.5");
    parts.headers.forEach((name, value) -> request.header(name, PythonText.of(value)));
    Optional<RequestBody> body = body(parts, context);
    if (!method.equals("GET")) {
      return request.method(method, body.orElseGet(() -> RequestBody.create(new byte[0]))).build();
    }
    body.ifPresent(sent -> GetBody.attach(request, sent));
    return request.build();
  }

  /** What a slice or a page sets goes before what the requester sets for all. */
  private void interpolate(
      String field,
      Map<String, @Nullable Object> into,
      Map<String, @Nullable Object> context,
      Accepted accepted) {
    Object held = requester.get(field);
    if (held instanceof String template) {
      held = requester.evaluator().evaluate(template, context);
    }
    if (held instanceof Map<?, ?> fields) {
      PlainValues.map(fields)
          .forEach(
              (name, value) -> {
                Object evaluated =
                    QueryProperties.isQueryProperties(value)
                        ? null
                        : evaluated(value, context, accepted);
                if (evaluated != null) {
                  into.putIfAbsent(requester.evaluator().text(name, context), evaluated);
                }
              });
    }
  }

  private @Nullable Object evaluated(
      @Nullable Object value, Map<String, @Nullable Object> context, Accepted accepted) {
    return switch (value) {
      case String template -> requester.evaluator().optional(template, context, accepted);
      case Map<?, ?> fields -> {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        PlainValues.map(fields)
            .forEach(
                (name, item) -> {
                  Object found = evaluated(item, context, accepted);
                  if (found != null) {
                    inner.put(requester.evaluator().text(name, context), found);
                  }
                });
        yield inner;
      }
      case List<?> items -> {
        List<@Nullable Object> inner = new ArrayList<>();
        PlainValues.list(items).forEach(item -> inner.add(evaluated(item, context, accepted)));
        yield inner;
      }
      case null, default -> value;
    };
  }

  private HttpUrl address(RequestParts parts, Map<String, @Nullable Object> context) {
    String base =
        requester
            .template("url_base")
            .or(() -> requester.template("url"))
            .map(template -> requester.evaluator().text(template, context))
            .orElse("");
    String path = parts.address.orElseGet(() -> path(context));
    String joined = join(base, path);
    Address last = address.get();
    if (last != null && last.text().equals(joined)) {
      return last.url();
    }
    HttpUrl parsed = parsed(joined);
    address.set(new Address(joined, parsed));
    return parsed;
  }

  /** What stands behind the base. */
  String path(Map<String, @Nullable Object> context) {
    return requester
        .template("path")
        .map(template -> requester.evaluator().text(template, context))
        .orElse("");
  }

  private record Address(String text, HttpUrl url) {}

  private static HttpUrl parsed(String joined) {
    HttpUrl url = HttpUrl.parse(joined);
    if (url == null) {
      throw new Failure.Configuration(
          "the requester's address is no URL: \"" + joined + "\"",
          "check the connection's config and the manifest's url_base");
    }
    // Brackets stand for nothing in a path (RFC 3986, 3.3), but OkHttp sends them as they are.
    String escaped = url.encodedPath().replace("[", "%5B").replace("]", "%5D");
    return url.newBuilder().encodedPath(escaped).build();
  }

  private static String join(String base, String path) {
    if (path.isEmpty() || path.startsWith("http://") || path.startsWith("https://")) {
      return path.isEmpty() ? base : path;
    }
    return (base.endsWith("/") ? base : base + "/")
        + (path.startsWith("/") ? path.substring(1) : path);
  }

  private static void parameter(
      HttpUrl.Builder url, HttpUrl given, String name, @Nullable Object value) {
    List<?> values = value instanceof List<?> several ? several : Collections.singletonList(value);
    for (Object one : values) {
      String text = PythonText.of(one);
      if (!given.queryParameterValues(name).contains(text)) {
        url.addQueryParameter(name, text);
      }
    }
  }

  private Optional<RequestBody> body(RequestParts parts, Map<String, @Nullable Object> context) {
    if (parts.body.isPresent()) {
      return parts.body;
    }
    requester.child("request_body").ifPresent(body -> add(body, parts, context));
    if (parts.plain.isPresent()) {
      return parts.plain.map(
          text -> RequestBody.create(text.getBytes(StandardCharsets.UTF_8), null));
    }
    if (parts.hasJson) {
      return Optional.of(RequestBody.create(RecordRows.json(parts.json), JSON));
    }
    if (parts.form.isEmpty()) {
      return Optional.empty();
    }
    FormBody.Builder form = new FormBody.Builder();
    parts.form.forEach((name, value) -> form.add(name, PythonText.of(value)));
    return Optional.of(form.build());
  }

  private void add(Component body, RequestParts parts, Map<String, @Nullable Object> context) {
    Object value = body.get("value");
    switch (body.type()) {
      case "RequestBodyPlainText" ->
          parts.plain = Optional.of(requester.evaluator().text(PythonText.of(value), context));
      case "RequestBodyUrlEncodedForm" ->
          merge(evaluated(value, context, Accepted.ANY), parts.form);
      case "RequestBodyJsonObject" -> {
        Object evaluated = evaluated(value, context, Accepted.ANY);
        if (evaluated instanceof Map<?, ?>) {
          parts.hasJson = true;
          merge(evaluated, parts.json);
        } else {
          throw new Failure.Configuration("the JSON body of the requester is no object", "");
        }
      }
      case "RequestBodyGraphQL" -> {
        parts.hasJson = true;
        merge(evaluated(value, context, Accepted.TEXT), parts.json);
      }
      default -> throw body.unsupported("the request body");
    }
  }

  private static void merge(@Nullable Object from, Map<String, @Nullable Object> into) {
    if (from instanceof Map<?, ?> fields) {
      PlainValues.map(fields)
          .forEach(
              (name, value) -> {
                Object own = into.get(name);
                if (own instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                  merge(value, PlainValues.map(own));
                } else {
                  into.putIfAbsent(name, value);
                }
              });
    }
  }
}
