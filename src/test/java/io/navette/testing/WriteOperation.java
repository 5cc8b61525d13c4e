package io.navette.testing;

import io.navette.connector.Receipt;
import io.navette.connector.WriteMode;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one object of an API: rows in, exactly these requests out, and what becomes of
 * each row. An entry of an {@code operations*.yaml} in {@code src/test/resources/connectors/NAME},
 * whose format is described in {@code docs/adding-a-connector.md}.
 *
 * @param answers to what is asked besides: tokens
 * @param operation of the sink
 * @param known ids by row key, as the history would know them
 * @param requests in their order, each with its answer
 * @param outcomes of the rows: what became of them, the remote id, what the API said
 * @param fails a part of the message the run ends with; empty where it goes well
 */
record WriteOperation(
    Path file,
    Map<String, @Nullable Object> connection,
    List<Map<String, @Nullable Object>> answers,
    String object,
    String operation,
    WriteMode mode,
    List<String> key,
    Map<String, @Nullable Object> options,
    Map<String, @Nullable Object> known,
    List<Map<String, @Nullable Object>> rows,
    List<Map<String, @Nullable Object>> requests,
    List<String> outcomes,
    String fails) {
  /** All there are. */
  static List<WriteOperation> all() throws IOException {
    List<WriteOperation> all = new ArrayList<>();
    FixtureFiles.named("operations.*[.]yaml").forEach(file -> read(file, all));
    return all;
  }

  private static void read(Path file, List<WriteOperation> into) {
    try {
      Map<String, @Nullable Object> top =
          Manifest.tree(Files.readString(file), String.valueOf(file));
      for (Map<String, @Nullable Object> entry : WriteFixture.maps(top.get("operations"))) {
        List<String> objects = new ArrayList<>(WriteFixture.texts(entry.get("objects")));
        if (entry.get("object") != null) {
          objects.add(PythonText.of(entry.get("object")));
        }
        objects.forEach(object -> into.add(of(file, top, entry, object)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WriteOperation of(
      Path file,
      Map<String, @Nullable Object> top,
      Map<String, @Nullable Object> entry,
      String object) {
    String operation = WriteFixture.text(entry, "operation", "");
    List<String> key = WriteFixture.texts(entry.get("key"));
    Map<String, @Nullable Object> connection = WriteFixture.fields(top, "connection");
    return new WriteOperation(
        file,
        connection,
        WriteFixture.maps(top.get("answers")),
        object,
        operation,
        WriteMode.valueOf(
            WriteFixture.text(entry, "mode", mode(operation, key)).toUpperCase(Locale.ROOT)),
        key,
        options(operation, WriteFixture.fields(entry, "options")),
        WriteFixture.fields(entry, "known"),
        WriteFixture.maps(entry.get("rows")),
        WriteFixture.maps(entry.get("requests")),
        WriteFixture.texts(entry.get("outcomes")),
        WriteFixture.text(entry, "fails", ""));
  }

  /** The mode that sends by the operation; named ones go with any. */
  private static String mode(String operation, List<String> key) {
    return switch (operation) {
      case "update", "upsert" -> operation;
      case "delete" -> "mirror";
      default -> key.isEmpty() ? "append" : "insert";
    };
  }

  private static Map<String, @Nullable Object> options(
      String operation, Map<String, @Nullable Object> given) {
    if (List.of("insert", "update", "upsert", "delete").contains(operation)) {
      return given;
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>(given);
    named.put("operation", operation);
    return named;
  }

  /** The connector's type, as it stands in navette.yaml. */
  String connector() {
    return PythonText.of(connection.get("type"));
  }

  /** What is written to, and how; rows that vanished have no columns but those of their key. */
  ApiWriting.Target target() {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    key.forEach(column -> shape.put(column, ""));
    return new ApiWriting.Target(
        object, mode, key, options, rows.isEmpty() ? shape : rows.getFirst());
  }

  /** How an outcome is written in a fixture. */
  static String told(Receipt receipt) {
    return receipt.outcome().name().toLowerCase(Locale.ROOT)
        + receipt.remoteId().map(id -> " " + id).orElse("")
        + (receipt.message().isEmpty() ? "" : ": " + receipt.message());
  }

  /** What templates of a request and its answer see before the request came. */
  Map<String, @Nullable Object> context() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("object", object);
    return context;
  }

  /** A part of a request or of its answer, its templates filled. */
  static @Nullable Object filled(
      Map<String, @Nullable Object> request, String part, Map<String, @Nullable Object> context) {
    return Templates.fill(request.get(part), context);
  }

  /** A map among the parts of a request. */
  static Map<String, @Nullable Object> map(
      Map<String, @Nullable Object> request, String part, Map<String, @Nullable Object> context) {
    return filled(request, part, context) instanceof Map<?, ?> found
        ? PlainValues.map(found)
        : Map.of();
  }

  @Override
  public String toString() {
    return FixtureFiles.ROOT.relativize(file).getParent() + " " + object + " " + operation;
  }
}
