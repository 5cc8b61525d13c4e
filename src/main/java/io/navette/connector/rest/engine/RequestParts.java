package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** What is put into one request, from wherever it comes. */
final class RequestParts {
  final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
  final Map<String, @Nullable Object> headers = new LinkedHashMap<>();
  final Map<String, @Nullable Object> form = new LinkedHashMap<>();
  final Map<String, @Nullable Object> json = new LinkedHashMap<>();

  /** The address of a page, where the token is one. */
  Optional<String> address = Optional.empty();

  /** A text sent as it is. */
  Optional<String> plain = Optional.empty();

  /** A body made elsewhere, which goes before all others. */
  Optional<RequestBody> body = Optional.empty();

  /** Whether there is a JSON body, be it empty. */
  boolean hasJson;

  /** Puts the value where the option says; nothing when there is no value. */
  void inject(Component option, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (option.type().equals("RequestPath")) {
      address = Optional.of(PythonText.of(value));
      return;
    }
    String place = option.template("inject_into").orElse("");
    FieldPath path =
        option.get("field_path") instanceof List<?>
            ? option.path("field_path")
            : FieldPath.of(List.of(option.text("field_name").orElse("")));
    switch (place) {
      case "request_parameter" -> put(parameters, path, value, place);
      case "header" -> put(headers, path, value, place);
      case "body_data" -> put(form, path, value, place);
      case "body_json" -> {
        hasJson = true;
        put(json, path, value, place);
      }
      default -> throw new Failure.Configuration("nothing can be injected into " + place, "");
    }
  }

  /** What tells its body from those of other requests to the same address. */
  String body() {
    return plain.orElse("") + RecordRows.json(json) + RecordRows.json(form);
  }

  private static void put(
      Map<String, @Nullable Object> into, FieldPath path, Object value, String place) {
    if (path.leadsSomewhere(into)) {
      throw new Failure.Configuration(
          "the " + place + " " + path + " is set twice", "take one of them out of the manifest");
    }
    path.put(into, value);
  }
}
