package io.navette.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Puts one connection behind the others. */
final class YamlInsertion {
  private static final int STEP = 2;

  private final YamlNodes nodes;
  private final Lines lines;
  private final String name;
  private final Yaml.Entries settings;

  YamlInsertion(YamlNodes nodes, String name, Yaml.Entries settings) {
    this.nodes = nodes;
    this.lines = nodes.lines();
    this.name = name;
    this.settings = settings;
  }

  /** The new text; empty when it takes a person to write it. */
  Optional<String> text() {
    if (nodes.top().isEmpty()) {
      return Optional.of(section(lines.text().length(), 0));
    }
    MappingNode top = nodes.top().get();
    Optional<NodeTuple> section = YamlNodes.find(top, YamlEditor.KEY);
    if (section.isPresent()) {
      return nodes.isHere(section.get()) ? into(top, section.get()) : Optional.empty();
    }
    return YamlNodes.isFlow(top)
        ? Optional.empty()
        : Optional.of(
            section(
                nodes.next(top, top.getValue().getLast()),
                YamlNodes.column(top.getValue().getFirst().getKeyNode())));
  }

  /** With the section's key, after an empty line. */
  private String section(int at, int column) {
    List<String> added = new ArrayList<>();
    if (at > 0 && !lines.isBlank(lines.start(at - 1))) {
      added.add("");
    }
    added.add(" ".repeat(column) + YamlEditor.KEY + ":");
    added.addAll(YamlWriter.block(name, settings, column + STEP, STEP));
    return lines.with(at, added);
  }

  private Optional<String> into(MappingNode top, NodeTuple section) {
    return switch (section.getValueNode()) {
      case ScalarNode nothing -> instead(top, section, nothing);
      case MappingNode block when block.getValue().isEmpty() -> instead(top, section, block);
      case MappingNode block when YamlNodes.isFlow(block) -> intoFlow(block);
      case MappingNode block -> Optional.of(intoBlock(top, section, block));
      default -> Optional.empty();
    };
  }

  /** In place of nothing, {@code ~} or {@code {}}. */
  private Optional<String> instead(MappingNode top, NodeTuple section, Node nothing) {
    int from = nodes.start(nothing);
    int to = nodes.end(nothing);
    String gone = lines.text().substring(from, to);
    if (YamlNodes.isFlow(top) || gone.contains("#")) {
      return Optional.empty();
    }
    int column = YamlNodes.column(section.getKeyNode());
    int at = lines.trimmed(to, nodes.next(top, section), column);
    int before = lines.text().substring(0, from).stripTrailing().length();
    String added = lines.with(at, YamlWriter.block(name, settings, column + STEP, STEP));
    return Optional.of(new Lines(added).replaced(before, to, "").text());
  }

  private Optional<String> intoFlow(MappingNode block) {
    NodeTuple last = block.getValue().getLast();
    int at = nodes.end(last.getValueNode());
    int close = nodes.end(block);
    if (!nodes.isHere(last) || lines.text().substring(at, close).contains("#")) {
      return Optional.empty();
    }
    int line = lines.start(nodes.start(last.getKeyNode()));
    boolean ownLine = line > nodes.start(block);
    String separator =
        ownLine ? "," + lines.lineEnd() + " ".repeat(YamlNodes.column(last.getKeyNode())) : ", ";
    return Optional.of(lines.replaced(at, at, separator + YamlWriter.flow(name, settings)).text());
  }

  private String intoBlock(MappingNode top, NodeTuple section, MappingNode block) {
    List<NodeTuple> all = block.getValue();
    int column = YamlNodes.column(all.getLast().getKeyNode());
    int outer = YamlNodes.column(section.getKeyNode());
    List<String> added = new ArrayList<>();
    if (all.size() > 1 && isSpaced(nodes.start(all.getLast().getKeyNode()))) {
      added.add("");
    }
    added.addAll(YamlWriter.block(name, settings, column, Math.max(1, column - outer)));
    int last = nodes.start(all.getLast().getKeyNode());
    return lines.with(lines.trimmed(last, nodes.next(top, section), outer), added);
  }

  /** Whether an empty line precedes the key and the comments above it. */
  private boolean isSpaced(int key) {
    int above = lines.start(key);
    do {
      above = lines.start(above - 1);
    } while (above > 0 && lines.isComment(above));
    return lines.isBlank(above);
  }
}
