package io.navette.conformance;

import io.navette.connector.Settings;
import io.navette.connector.rest.engine.ManifestProbe;
import io.navette.connector.rest.engine.ManifestSource;
import io.navette.connector.rest.expression.Context;
import io.navette.connector.rest.expression.Expressions;
import io.navette.connector.rest.value.PlainValues;
import io.navette.row.Schema;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds the streams and columns of a source against a catalog the reference printed. */
final class Discovered {
  private static final Pattern STREAM =
      Pattern.compile(
          "AirbyteStream\\(name='([^']*)', json_schema=(\\{.*?}), supported_sync_modes=");

  private Discovered() {}

  static void compare(String catalog, ManifestSource source, List<String> problems) {
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    Matcher matcher = STREAM.matcher(catalog);
    while (matcher.find()) {
      expected.put(matcher.group(1), value(matcher.group(2)));
    }
    List<String> names = List.copyOf(expected.keySet());
    if (!source.streamNames().equals(names)) {
      problems.add("discovered " + source.streamNames() + " instead of " + names);
      return;
    }
    expected.forEach(
        (name, schema) -> {
          Object properties = PlainValues.map(schema).get("properties");
          // Without declared columns Navette reads a page to learn them; the reference does not.
          if (properties instanceof Map<?, ?> declared && !declared.isEmpty()) {
            Schema columns = ManifestProbe.columns(PlainValues.map(schema));
            Schema found = source.describe(name, new Settings("case", Map.of())).schema();
            if (!found.equals(columns)) {
              problems.add(name + " has the columns " + found + " instead of " + columns);
            }
          }
        });
  }

  /** A dictionary as the reference's language prints it is an expression of the templates'. */
  private static @Nullable Object value(String printed) {
    return new Expressions(InstantSource.system())
        .compile("{{ " + printed + " }}")
        .evaluate(Context.empty());
  }
}
