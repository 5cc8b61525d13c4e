package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A local server that answers the requests of one operation in their order. */
final class OperationServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Stands for whatever the request holds there. */
  private static final String ANYTHING = "*";

  private static final Pattern ANY_VALUE = Pattern.compile("[?&](\\w+)=[*](?=&|$)");

  private final LocalServer server = new LocalServer();
  private final WriteOperation operation;
  private final ExchangeLog exchanges;
  private final List<LocalServer.Seen> asked = new ArrayList<>();

  OperationServer(WriteOperation operation) throws IOException {
    this.operation = operation;
    this.exchanges = new ExchangeLog(operation.file());
    server.always(this::reply);
  }

  /** Puts the address where {@code {server}} stands. */
  String here(String text) {
    return text.replace("{server}", server.url("/").toString().replaceFirst("/$", ""));
  }

  private synchronized void reply(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    String path = seen.target().replaceFirst("[?].*", "");
    for (Map<String, @Nullable Object> known : operation.answers()) {
      if (path.equals(known.get("path"))) {
        send(exchange, 200, known.get("json"), Map.of());
        return;
      }
    }
    asked.add(seen);
    if (asked.size() > operation.requests().size()) {
      LocalServer.status(404).answer(exchange);
      return;
    }
    Map<String, @Nullable Object> request = operation.requests().get(asked.size() - 1);
    Map<String, @Nullable Object> context = operation.context();
    context.put("body", WriteBodies.parse(seen.header("Content-Type"), seen.body()));
    Object status = WriteOperation.filled(request, "status", context);
    send(
        exchange,
        status == null ? 200 : Integer.parseInt(PythonText.of(status)),
        WriteOperation.filled(request, "answer", context),
        WriteOperation.map(request, "answer_headers", context));
  }

  private void send(
      HttpExchange exchange,
      int status,
      @Nullable Object body,
      Map<String, @Nullable Object> headers)
      throws IOException {
    List<String> pairs = new ArrayList<>();
    headers.forEach((name, value) -> pairs.addAll(List.of(name, here(PythonText.of(value)))));
    String text =
        body == null ? "" : body instanceof String plain ? plain : JSON.writeValueAsString(body);
    exchanges.answeredInPart(server.seen(exchange), status, "application/json", here(text));
    LocalServer.json(status, here(text), pairs.toArray(String[]::new)).answer(exchange);
  }

  /** Fails unless just the requests of the operation came. */
  synchronized void assertAsked() {
    Map<String, @Nullable Object> context = operation.context();
    List<String> expected = new ArrayList<>();
    for (Map<String, @Nullable Object> request : operation.requests()) {
      expected.add(PythonText.of(WriteOperation.filled(request, "request", context)));
    }
    List<String> came = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      LocalServer.Seen seen = asked.get(i);
      String address =
          seen.method() + " " + URLDecoder.decode(seen.target(), StandardCharsets.UTF_8);
      came.add(i < expected.size() ? masked(address, expected.get(i)) : address);
    }
    assertThat(came).containsExactlyElementsOf(expected);
    for (int i = 0; i < asked.size(); i++) {
      assertLike(operation.requests().get(i), asked.get(i), context);
    }
  }

  /** With the parameters whose value may be anything as they are expected. */
  private static String masked(String address, String expected) {
    String masked = address;
    for (Matcher any = ANY_VALUE.matcher(expected); any.find(); ) {
      masked = masked.replaceFirst("([?&])" + any.group(1) + "=[^&]+", "$1" + any.group(1) + "=*");
    }
    return masked;
  }

  private static void assertLike(
      Map<String, @Nullable Object> request,
      LocalServer.Seen seen,
      Map<String, @Nullable Object> context) {
    WriteOperation.map(request, "headers", context)
        .forEach(
            (name, value) -> {
              String header = seen.header(name);
              assertThat(header).as(name).isNotEmpty();
              if (!ANYTHING.equals(value)) {
                assertThat(header).as(name).isEqualTo(PythonText.of(value));
              }
            });
    Object expected = WriteOperation.filled(request, "body", context);
    if (expected == null) {
      assertThat(seen.body()).as("body of %s", seen.target()).isEmpty();
      return;
    }
    Object body = WriteBodies.parse(seen.header("Content-Type"), seen.body());
    assertThat(normal(body, body))
        .as("body of %s", seen.target())
        .isEqualTo(normal(expected, body));
  }

  /** Numbers without zeros at their ends, names in order, and the actual value for anything. */
  private static @Nullable Object normal(@Nullable Object expected, @Nullable Object actual) {
    return switch (expected) {
      case String text when text.equals(ANYTHING) && actual != null -> normal(actual, actual);
      case Number number -> new BigDecimal(PythonText.of(number)).stripTrailingZeros();
      case Map<?, ?> fields -> {
        Map<String, @Nullable Object> own = WriteServer.fields(actual);
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        new LinkedHashMap<>(PlainValues.map(fields))
            .forEach((name, value) -> sorted.put(name, normal(value, own.get(name))));
        yield sorted;
      }
      case List<?> items -> {
        List<?> own = actual instanceof List<?> found ? found : List.of();
        List<@Nullable Object> normal = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          normal.add(normal(items.get(i), i < own.size() ? own.get(i) : null));
        }
        yield normal;
      }
      case null, default -> expected;
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
