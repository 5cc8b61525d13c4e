package io.navette.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML: blocks of keys for people, or all on one line. */
final class YamlWriter {
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./@%+-]*");

  /** What other readers of the file would take for no text. */
  private static final Pattern TYPED =
      Pattern.compile(
          "(?i)null|true|false|yes|no|on|off|y|n|\\.nan|\\.inf|\\.?\\d[\\d_]*(\\.\\d*)?(e[-+]?\\d+)?"
              + "|0[xob][0-9a-f_]+|\\d{4}-\\d+-\\d+.*");

  private YamlWriter() {}

  /** The lines of a key with all below it, which is indented by {@code step} more. */
  static List<String> block(String key, Yaml value, int indent, int step) {
    String head = " ".repeat(indent) + key(key) + ":";
    if (!(value instanceof Yaml.Entries entries) || entries.values().isEmpty()) {
      return List.of(head + " " + flow(value));
    }
    List<String> lines = new ArrayList<>(List.of(head));
    entries
        .values()
        .forEach((inner, below) -> lines.addAll(block(inner, below, indent + step, step)));
    return lines;
  }

  /** The value on one line. */
  static String flow(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> scalar(scalar);
      case Yaml.Items items ->
          items.values().stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]"));
      case Yaml.Entries entries ->
          entries.values().entrySet().stream()
              .map(entry -> flow(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /** The key with its value on one line. */
  static String flow(String key, Yaml value) {
    return key(key) + ": " + flow(value);
  }

  private static String key(String key) {
    return scalar(new Yaml.Scalar(key, false, new Mark("", 0, 0)));
  }

  private static String scalar(Yaml.Scalar scalar) {
    String text = scalar.text();
    boolean bare =
        SIMPLE.matcher(text).matches()
            && !text.equals("null")
            && (scalar.plain() || !TYPED.matcher(text).matches());
    return bare ? text : quoted(text);
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(letter -> escaped((char) letter))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(char letter) {
    return switch (letter) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default ->
          Character.isISOControl(letter)
                  || letter == 0x2028
                  || letter == 0x2029
                  || letter == 0xFEFF
                  || letter >= 0xFFFE
              ? String.format(Locale.ROOT, "\\u%04X", (int) letter)
              : String.valueOf(letter);
    };
  }
}
