package io.navette.config;

import io.navette.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Puts connections into the text of a YAML file and takes them out. All else, comments and order
 * included, stays to the letter. The result is read again: an edit that changed anything but that
 * connection is refused.
 */
final class YamlEditor {
  static final String KEY = "connections";

  private final String file;
  private final String text;

  /**
   * Reads nothing yet.
   *
   * @param file its name, for messages
   */
  YamlEditor(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** The text with a connection of a name that is new to it. */
  String with(String name, Yaml.Entries settings) {
    return edited(
            nodes -> new YamlInsertion(nodes, name, settings).text(),
            connections -> {
              connections.put(name, bare(settings));
              return connections;
            })
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    file + ": can't put " + name + " in without touching what stands around it",
                    "write it under connections: in "
                        + file
                        + " by hand:\n"
                        + String.join("\n", YamlWriter.block(name, settings, 2, 2))));
  }

  /** The text without a connection. */
  String without(String name) {
    return edited(
            nodes -> new YamlRemoval(nodes, name).text(),
            connections -> {
              connections.remove(name);
              return connections;
            })
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    file + ": can't take " + name + " out without touching what stands around it",
                    "delete it from connections: in " + file + " by hand"));
  }

  /** One way to edit a text; empty when it knows none. */
  private interface Edit {
    Optional<String> apply(YamlNodes nodes);
  }

  private Optional<String> edited(Edit edit, UnaryOperator<Map<String, Object>> change) {
    Map<String, Object> wanted = content(text, change);
    try {
      return edit.apply(new YamlNodes(text))
          .filter(edited -> content(edited, UnaryOperator.identity()).equals(wanted));
    } catch (Failure.Configuration | YAMLException broken) {
      return Optional.empty();
    }
  }

  /** What the text says, with its connections changed; none and an empty block are the same. */
  private Map<String, Object> content(String read, UnaryOperator<Map<String, Object>> change) {
    Problems problems = new Problems();
    Yaml.Entries top = YamlParser.parse(read, file, problems);
    problems.raise();
    Map<String, Object> content = bare(top);
    Map<String, Object> connections = new LinkedHashMap<>();
    if (top.values().get(KEY) instanceof Yaml.Entries entries) {
      connections.putAll(bare(entries));
      content.remove(KEY);
    } else if (content.get(KEY) instanceof Optional<?> scalar && scalar.isEmpty()) {
      content.remove(KEY);
    }
    Map<String, Object> changed = change.apply(connections);
    if (!changed.isEmpty()) {
      content.merge(KEY, changed, (other, block) -> List.of(other, block));
    }
    return content;
  }

  private static Map<String, Object> bare(Yaml.Entries entries) {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.values().forEach((key, value) -> values.put(key, bare(value)));
    return values;
  }

  private static Object bare(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> scalar.isEmpty() ? Optional.empty() : Optional.of(scalar.text());
      case Yaml.Items items -> items.values().stream().map(YamlEditor::bare).toList();
      case Yaml.Entries entries -> bare(entries);
    };
  }
}
