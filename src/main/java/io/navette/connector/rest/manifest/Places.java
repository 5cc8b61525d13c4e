package io.navette.connector.rest.manifest;

import io.navette.yaml.YamlText;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the line of a manifest's file where a component stands, for messages. */
final class Places {
  private static final int MOST_JUMPS = 100;

  private final String file;
  private final Optional<Node> root;
  private int jumps;

  private Places(String file, Optional<Node> root) {
    this.file = file;
    this.root = root;
  }

  /** Of a manifest that was never a file. */
  static Places none(String name) {
    return new Places(name, Optional.empty());
  }

  static Places of(String text, String file) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(200);
    try {
      return new Places(file, Optional.ofNullable(YamlText.compose(text, options)));
    } catch (YAMLException e) {
      return none(file);
    }
  }

  /**
   * {@code file:line} of the path, or of what is nearest above it; the file alone without lines.
   */
  String place(String path) {
    return root.map(found -> file + ":" + (line(found, path) + 1)).orElse(file);
  }

  private int line(Node top, String path) {
    Node current = top;
    jumps = 0;
    for (String step : steps(path)) {
      Optional<Node> next = child(current, step);
      if (next.isEmpty()) {
        break;
      }
      current = next.get();
    }
    return current.getStartMark().getLine();
  }

  private static List<String> steps(String path) {
    return path.length() <= 2 ? List.of() : List.of(path.substring(2).split("/", -1));
  }

  private Optional<Node> child(Node given, String step) {
    Node node = target(given);
    if (node instanceof SequenceNode sequence) {
      boolean index =
          step.matches("\\d{1,6}") && Integer.parseInt(step) < sequence.getValue().size();
      return index
          ? Optional.of(sequence.getValue().get(Integer.parseInt(step)))
          : Optional.empty();
    }
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    return field(mapping, step)
        .or(() -> field(mapping, "$ref").flatMap(found -> child(found, step)))
        .or(() -> field(mapping, "<<").flatMap(merged -> child(merged, step)));
  }

  /** Where a reference leads; the node itself when it is none. */
  private Node target(Node node) {
    if (!(node instanceof ScalarNode scalar)
        || !scalar.getValue().startsWith("#/")
        || root.isEmpty()
        || ++jumps > MOST_JUMPS) {
      return node;
    }
    Node current = root.get();
    for (String step : steps(scalar.getValue())) {
      Optional<Node> next = child(current, step);
      if (next.isEmpty()) {
        return node;
      }
      current = next.get();
    }
    return target(current);
  }

  private static Optional<Node> field(MappingNode mapping, String name) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
        return Optional.of(tuple.getValueNode());
      }
    }
    return Optional.empty();
  }
}
