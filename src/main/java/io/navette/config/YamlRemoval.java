package io.navette.config;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Takes one connection out. Comments above it stay, those inside it go with it. */
final class YamlRemoval {
  private final YamlNodes nodes;
  private final Lines lines;
  private final String name;

  YamlRemoval(YamlNodes nodes, String name) {
    this.nodes = nodes;
    this.lines = nodes.lines();
    this.name = name;
  }

  /** The new text; empty when it takes a person to write it. */
  Optional<String> text() {
    Optional<NodeTuple> section =
        nodes.top().flatMap(top -> YamlNodes.find(top, YamlEditor.KEY)).filter(nodes::isHere);
    if (section.isEmpty() || !(section.get().getValueNode() instanceof MappingNode block)) {
      return Optional.empty();
    }
    return YamlNodes.find(block, name)
        .flatMap(
            tuple ->
                YamlNodes.isFlow(block)
                    ? fromFlow(block, tuple)
                    : Optional.of(fromBlock(block, tuple)));
  }

  private String fromBlock(MappingNode block, NodeTuple tuple) {
    int key = nodes.start(tuple.getKeyNode());
    int from = lines.start(key);
    int to = lines.trimmed(key, nodes.next(block, tuple), YamlNodes.column(tuple.getKeyNode()));
    boolean first = block.getValue().getFirst() == tuple;
    if (first || lines.isBlank(lines.start(from - 1))) {
      while (to < lines.text().length() && lines.isBlank(to)) {
        to = lines.next(to);
      }
    }
    if (to == lines.text().length()) {
      while (!first && lines.isBlank(lines.start(from - 1))) {
        from = lines.start(from - 1);
      }
    }
    return lines.replaced(from, to, "").text();
  }

  private Optional<String> fromFlow(MappingNode block, NodeTuple tuple) {
    List<NodeTuple> all = block.getValue();
    int index = all.indexOf(tuple);
    if (!nodes.isHere(tuple) || (index > 0 && !nodes.isHere(all.get(index - 1)))) {
      return Optional.empty();
    }
    int key = nodes.start(tuple.getKeyNode());
    int end = nodes.end(tuple.getValueNode());
    boolean last = index == all.size() - 1;
    int from = last && index > 0 ? nodes.end(all.get(index - 1).getValueNode()) : key;
    int to = !last ? nodes.start(all.get(index + 1).getKeyNode()) : index > 0 ? end : end(block);
    String around = lines.text().substring(from, key) + lines.text().substring(end, to);
    return around.contains("#")
        ? Optional.empty()
        : Optional.of(lines.replaced(from, to, "").text());
  }

  /** Before the closing brace. */
  private int end(MappingNode block) {
    return nodes.end(block) - 1;
  }
}
