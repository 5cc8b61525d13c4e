package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import io.navette.yaml.YamlText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML 1.1 into plain values. Builds no objects, so no tag can do harm. */
final class YamlTree {
  private static final int DEEPEST = 100;
  private static final int MOST_NODES = 2_000_000;
  private static final int MOST_CHARACTERS = 16 << 20;
  private static final Set<String> TRUE = Set.of("true", "yes", "on");

  private final String file;
  private int nodes;

  private YamlTree(String file) {
    this.file = file;
  }

  /** The text's top mapping. */
  static Map<String, @Nullable Object> parse(String text, String file) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    try {
      Node node = YamlText.compose(text, options);
      if (node instanceof MappingNode mapping) {
        return new YamlTree(file).fields(mapping, 0);
      }
      throw failure(file, "is not a manifest: expected keys such as streams: and check:");
    } catch (MarkedYAMLException e) {
      Mark at = e.getProblemMark();
      String place = at == null ? file : place(file, at);
      throw failure(place, "is not YAML: " + e.getProblem());
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw failure(file, "is not YAML: " + e.getMessage());
    }
  }

  /** What a text spells; itself where it spells nothing. */
  static @Nullable Object value(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(100);
    options.setNestingDepthLimit(DEEPEST);
    try {
      Node node = YamlText.compose(text, options);
      return node == null ? text : new YamlTree("a value").value(node, 0);
    } catch (org.yaml.snakeyaml.error.YAMLException | Failure.Configuration e) {
      return text;
    }
  }

  private static Failure.Configuration failure(String place, String problem) {
    return new Failure.Configuration(place + ": " + problem, "");
  }

  private static String place(String file, Mark at) {
    return file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1);
  }

  private @Nullable Object value(Node node, int depth) {
    nodes++;
    if (depth > DEEPEST || nodes > MOST_NODES) {
      throw failure(
          place(file, node.getStartMark()),
          "nested too deeply, or too large when its aliases are followed");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(value(item, depth + 1));
        }
        yield items;
      }
      case MappingNode mapping -> fields(mapping, depth);
      default -> null;
    };
  }

  private Map<String, @Nullable Object> fields(MappingNode mapping, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw failure(place(file, tuple.getKeyNode().getStartMark()), "a key must be a text");
      }
      Object value = value(tuple.getValueNode(), depth + 1);
      if (key.getTag().equals(Tag.MERGE)) {
        merge(value, merged);
      } else {
        fields.put(key.getValue(), value);
      }
    }
    merged.forEach(fields::putIfAbsent);
    return fields;
  }

  private static void merge(@Nullable Object value, Map<String, @Nullable Object> into) {
    if (value instanceof Map<?, ?> fields) {
      PlainValues.map(fields).forEach(into::putIfAbsent);
    } else if (value instanceof List<?> items) {
      items.forEach(item -> merge(item, into));
    }
  }

  private @Nullable Object scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return TRUE.contains(text.toLowerCase(Locale.ROOT));
    }
    try {
      if (tag.equals(Tag.INT)) {
        return whole(text.replace("_", ""));
      }
      return tag.equals(Tag.FLOAT) ? (Object) real(text.replace("_", "")) : text;
    } catch (NumberFormatException e) {
      throw failure(place(file, node.getStartMark()), text + " is not a number");
    }
  }

  private static Number whole(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    BigInteger size;
    if (digits.startsWith("0b")) {
      size = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      size = new BigInteger(digits.substring(2), 16);
    } else if (digits.contains(":")) {
      size = sexagesimal(digits);
    } else {
      size = new BigInteger(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
    }
    BigInteger value = negative ? size.negate() : size;
    return value.bitLength() < 64 ? (Number) value.longValue() : (Number) value;
  }

  private static BigInteger sexagesimal(String digits) {
    BigInteger value = BigInteger.ZERO;
    for (String part : digits.split(":", -1)) {
      value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return value;
  }

  private static Double real(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return switch (word) {
      case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      case ".nan" -> Double.NaN;
      default -> Double.valueOf(word);
    };
  }
}
