package io.navette.config;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A YAML text with the places of its nodes. */
final class YamlNodes {
  private final Lines lines;
  private final Optional<MappingNode> top;

  YamlNodes(String text) {
    this.lines = new Lines(text);
    this.top =
        YamlParser.compose(text) instanceof MappingNode block
            ? Optional.of(block)
            : Optional.empty();
  }

  Lines lines() {
    return lines;
  }

  String text() {
    return lines.text();
  }

  /** Empty when the text holds no keys. */
  Optional<MappingNode> top() {
    return top;
  }

  int start(Node node) {
    return place(node.getStartMark());
  }

  int end(Node node) {
    return place(node.getEndMark());
  }

  /** Marks count code points. */
  private int place(Mark mark) {
    return text().offsetByCodePoints(0, mark.getIndex());
  }

  static int column(Node node) {
    return node.getStartMark().getColumn();
  }

  static boolean isFlow(MappingNode block) {
    return block.getFlowStyle() == org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW;
  }

  /** The key of this name as it stands there itself, not merged in from elsewhere. */
  static Optional<NodeTuple> find(MappingNode block, String name) {
    return block.getValue().stream()
        .filter(
            tuple -> tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
        .findFirst();
  }

  /** Whether the value stands behind its key; an alias has the places of what it stands for. */
  boolean isHere(NodeTuple tuple) {
    return start(tuple.getValueNode()) >= end(tuple.getKeyNode());
  }

  /** Where the line of the next key begins, or the block ends. */
  int next(MappingNode block, NodeTuple tuple) {
    List<NodeTuple> all = block.getValue();
    int index = all.indexOf(tuple);
    if (index + 1 < all.size()) {
      return lines.start(start(all.get(index + 1).getKeyNode()));
    }
    int end = end(block);
    return end == text().length() ? end : lines.start(end);
  }
}
