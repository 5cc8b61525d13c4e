package io.navette.config;

import io.navette.failure.Failure;
import io.navette.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one file into {@link Yaml}. Builds no objects, so no tag can do harm. */
final class YamlParser {
  private static final int DEEPEST = 50;
  private static final int MOST = 200_000;

  private final String file;
  private final Problems problems;
  private int nodes;

  private YamlParser(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The file's top block; an empty one when it can't be read, which is then among the problems. */
  static Yaml.Entries parse(Path path, String shown, Problems problems) {
    try {
      return parse(Files.readString(path), shown, problems);
    } catch (MalformedInputException e) {
      problems.add(new Mark(shown, 0, 0), "", "is not UTF-8 text");
    } catch (IOException e) {
      throw new Failure.Configuration(
          shown + ": can't be read: " + e.getMessage(), "check the file's rights", e);
    }
    return Yaml.Entries.empty(new Mark(shown, 0, 0));
  }

  /** The top block of a file that was read already. */
  static Yaml.Entries parse(String text, String shown, Problems problems) {
    Mark start = new Mark(shown, 0, 0);
    try {
      return new YamlParser(shown, problems).top(text, start);
    } catch (MarkedYAMLException e) {
      org.yaml.snakeyaml.error.Mark at = e.getProblemMark();
      Mark mark = at == null ? start : new Mark(shown, at.getLine() + 1, at.getColumn() + 1);
      problems.add(mark, "", "is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.add(start, "", "is not YAML: " + String.valueOf(e.getMessage()).strip());
    }
    return Yaml.Entries.empty(start);
  }

  /**
   * The file's nodes, which know where they begin and end; null for a file of comments.
   *
   * @throws YAMLException when it is not YAML
   */
  static @Nullable Node compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(100);
    return YamlText.compose(text, options);
  }

  private Yaml.Entries top(String text, Mark start) {
    Node node = compose(text);
    if (node == null) {
      return Yaml.Entries.empty(start);
    }
    Yaml yaml = convert(node, 0);
    if (yaml instanceof Yaml.Entries entries) {
      return entries;
    }
    if (!(yaml instanceof Yaml.Scalar scalar && scalar.isEmpty())) {
      problems.add(yaml.mark(), "", "expected keys such as connections: and jobs:");
    }
    return Yaml.Entries.empty(start);
  }

  private Yaml convert(Node node, int depth) {
    Mark mark = mark(node);
    nodes++;
    if (depth > DEEPEST || nodes > MOST) {
      problems.add(mark, "", "nested too deeply, or too large when its aliases are followed");
      problems.raise();
    }
    return switch (node) {
      case ScalarNode scalar ->
          new Yaml.Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, mark);
      case SequenceNode sequence -> items(sequence, mark, depth);
      case MappingNode mapping -> entries(mapping, mark, depth);
      default -> new Yaml.Scalar("", true, mark);
    };
  }

  private Yaml.Items items(SequenceNode sequence, Mark mark, int depth) {
    List<Yaml> values = new ArrayList<>();
    sequence.getValue().forEach(value -> values.add(convert(value, depth + 1)));
    return new Yaml.Items(values, mark);
  }

  private Yaml.Entries entries(MappingNode mapping, Mark mark, int depth) {
    Yaml.Entries entries = Yaml.Entries.empty(mark);
    for (NodeTuple tuple : mapping.getValue()) {
      Mark at = mark(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(at, "", "a key must be a single word or text");
        continue;
      }
      Yaml value = convert(tuple.getValueNode(), depth + 1);
      if (key.getValue().equals("<<") && value instanceof Yaml.Entries merged) {
        merged.values().forEach((name, old) -> entries.values().putIfAbsent(name, old));
      } else if (entries.keys().containsKey(key.getValue())) {
        problems.add(
            at,
            "",
            key.getValue()
                + " stands twice, first at line "
                + entries.keyMark(key.getValue()).line());
      } else {
        entries.put(key.getValue(), at, value);
      }
    }
    return entries;
  }

  private Mark mark(Node node) {
    org.yaml.snakeyaml.error.Mark at = node.getStartMark();
    return new Mark(file, at.getLine() + 1, at.getColumn() + 1);
  }
}
