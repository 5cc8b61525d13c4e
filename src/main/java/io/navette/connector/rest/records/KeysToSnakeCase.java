package io.navette.connector.rest.records;

import io.navette.connector.rest.value.PlainValues;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the names of all fields, nested ones too, as {@code words_in_lower_case}. */
public final class KeysToSnakeCase implements Transformation {
  private static final Pattern WORD = Pattern.compile("[A-Z]+[a-z]*|[a-z]+|\\d+|([^a-zA-Z\\d]+)");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> renamed = renamed(record);
    record.clear();
    record.putAll(renamed);
  }

  private static Map<String, @Nullable Object> renamed(Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            renamed.put(
                snakeCase(name),
                value instanceof Map<?, ?> ? renamed(PlainValues.map(value)) : value));
    return renamed;
  }

  private static String snakeCase(String name) {
    String plain = ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(plain);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group().toLowerCase(Locale.ROOT) : "");
    }
    for (int i = words.size() - 2; i > 0; i--) {
      if (words.get(i).isEmpty()) {
        words.remove(i);
      }
    }
    if (!words.isEmpty() && words.getFirst().matches("\\d+")) {
      words.addFirst("");
    }
    return String.join("_", words);
  }
}
