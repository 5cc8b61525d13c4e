package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives components written for older engines their present form: the request bodies of a requester
 * become {@code request_body}, and the path of a page token becomes a {@code RequestPath}. {@code
 * url_base} and {@code path} stay two fields, for each is evaluated on its own.
 */
final class LegacyFields {
  private LegacyFields() {}

  static Map<String, @Nullable Object> rename(Map<String, @Nullable Object> component) {
    component.replaceAll((name, field) -> name.equals("$parameters") ? field : walk(field));
    Object type = component.get("type");
    if ("HttpRequester".equals(type)) {
      body(component);
    } else if ("RequestOption".equals(type) && "path".equals(component.get("inject_into"))) {
      return new LinkedHashMap<>(Map.of("type", "RequestPath"));
    }
    return component;
  }

  private static @Nullable Object walk(@Nullable Object field) {
    if (field instanceof Map<?, ?> fields) {
      return rename(PlainValues.map(fields));
    }
    if (field instanceof List<?> items) {
      PlainValues.list(items).replaceAll(LegacyFields::walk);
    }
    return field;
  }

  private static void body(Map<String, @Nullable Object> requester) {
    Object json = requester.remove("request_body_json");
    Object data = requester.remove("request_body_data");
    if (requester.containsKey("request_body")) {
      return;
    }
    if (json != null) {
      requester.put("request_body", body("RequestBodyJsonObject", json));
    } else if (data instanceof Map<?, ?>) {
      requester.put("request_body", body("RequestBodyUrlEncodedForm", data));
    } else if (data != null) {
      requester.put("request_body", body("RequestBodyPlainText", data));
    }
  }

  private static Map<String, @Nullable Object> body(String type, Object value) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("value", value);
    return body;
  }
}
