package io.navette.connector.rest.write;

import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an object needs before the first row is sent to it. */
final class Requirements {
  private Requirements() {}

  /**
   * @throws Failure.Configuration when a setting is missing, or the stream's key has not as many
   *     columns as records are looked up by
   */
  static void check(TargetObject object, WriteRequest request, Calls calls, String where) {
    List<String> missing =
        object.requiredSettings().stream().filter(setting -> !isSet(setting, calls)).toList();
    if (!missing.isEmpty()) {
      throw new Failure.Configuration(
          where
              + ": "
              + object.name()
              + " can't be written to without "
              + String.join(", ", missing),
          "set it in connection " + calls.connection());
    }
    Optional<LookupRules> lookup =
        object.lookup().filter(rules -> !rules.ofKey() && request.mode() != WriteMode.APPEND);
    if (lookup.isPresent() && lookup.get().key().size() != request.key().size()) {
      throw new Failure.Configuration(
          where
              + ": "
              + object.name()
              + " is looked up by "
              + columns(lookup.get().key().size())
              + ", and key: has "
              + columns(request.key().size()),
          "see docs/connectors for what records of " + object.name() + " are matched by");
    }
  }

  private static String columns(int count) {
    return count == 1 ? "one column" : count + " columns";
  }

  private static boolean isSet(String setting, Calls calls) {
    String path =
        Arrays.stream(setting.split("\\.", -1))
            .map(step -> "['" + step + "']")
            .collect(Collectors.joining());
    Object value = calls.value("{{ config" + path + " }}", Map.of());
    return value != null && !PythonText.of(value).isEmpty();
  }
}
