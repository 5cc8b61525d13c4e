package io.navette.testing;

import io.navette.connector.rest.value.FieldPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a request brought: JSON, lines of it, comma-separated values, or a form. */
final class WriteBodies {
  private WriteBodies() {}

  static @Nullable Object parse(String type, String body) {
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return form(body);
    }
    if (type.startsWith("application/x-ndjson")) {
      List<@Nullable Object> lines = new ArrayList<>();
      body.lines().forEach(line -> lines.add(WriteServer.json(line).orElse(null)));
      return lines;
    }
    return type.startsWith("text/csv") ? csv(body) : WriteServer.json(body).orElse(Map.of());
  }

  private static Map<String, @Nullable Object> form(String body) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    for (String pair : body.isEmpty() ? new String[0] : body.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      String name = URLDecoder.decode(sides[0], StandardCharsets.UTF_8);
      List<String> steps = List.of(name.replace("]", "").split("\\[", -1));
      FieldPath.of(steps).put(form, URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  /** Every cell stands in quotes and holds none itself. */
  private static List<@Nullable Object> csv(String body) {
    List<String> lines = body.lines().toList();
    List<@Nullable Object> rows = new ArrayList<>();
    String[] names = cells(lines.getFirst());
    for (String line : lines.subList(1, lines.size())) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      String[] cells = cells(line);
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String[] cells(String line) {
    return line.substring(1, line.length() - 1).split("\",\"", -1);
  }
}
