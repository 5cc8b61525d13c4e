package io.navette.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion scripts for three shells, from the commands' own model. */
final class Completion {
  private final CommandLine line;

  Completion(CommandLine line) {
    this.line = line;
  }

  /** For {@code /usr/share/bash-completion/completions/navette}. */
  String bash() {
    return AutoComplete.bash("navette", line)
        .replaceAll("(?m)^# (Version|Generated|@generated).*\n", "")
        .replaceAll("(?m)[ \t]+$", "");
  }

  /** For a folder of {@code $fpath}, as {@code _navette}. */
  String zsh() {
    return "#compdef navette\nautoload -U +X bashcompinit && bashcompinit\n\n" + bash();
  }

  /** For {@code ~/.config/fish/completions/navette.fish}. */
  String fish() {
    List<String> lines = new ArrayList<>(List.of("complete -c navette -f"));
    fish(line, List.of(), lines);
    return String.join("\n", lines) + "\n";
  }

  private static void fish(CommandLine command, List<String> path, List<String> lines) {
    Map<String, CommandLine> children = visible(command);
    String here = condition(path, children.keySet().stream().toList());
    children.forEach(
        (name, child) ->
            lines.add("complete -c navette -n '" + here + "' -a " + name + " -d " + quoted(child)));
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden() && !option.inherited()) {
        lines.add(fish(option, path));
      }
    }
    children.forEach(
        (name, child) -> {
          List<String> deeper = new ArrayList<>(path);
          deeper.add(name);
          fish(child, deeper, lines);
        });
  }

  private static String fish(OptionSpec option, List<String> path) {
    StringBuilder line = new StringBuilder("complete -c navette");
    if (!path.isEmpty()) {
      line.append(" -n '").append(condition(path, List.of())).append("'");
    }
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      line.append(" -r");
    }
    if (option.completionCandidates() != null) {
      line.append(" -a '")
          .append(
              StreamSupport.stream(option.completionCandidates().spliterator(), false)
                  .collect(Collectors.joining(" ")))
          .append("'");
    } else if (option.paramLabel().equals("PATH") || option.paramLabel().equals("FILE")) {
      line.append(" -F");
    }
    return line.append(" -d ").append(quoted(String.join(" ", option.description()))).toString();
  }

  /** Holds when all of the path's words were typed and none of the next ones. */
  private static String condition(List<String> path, List<String> notYet) {
    List<String> parts = new ArrayList<>();
    path.forEach(word -> parts.add("__fish_seen_subcommand_from " + word));
    if (!notYet.isEmpty()) {
      parts.add("not __fish_seen_subcommand_from " + String.join(" ", notYet));
    }
    return parts.isEmpty() ? "true" : String.join("; and ", parts);
  }

  /** The subcommands people are told about, by name. */
  static Map<String, CommandLine> visible(CommandLine command) {
    Map<String, CommandLine> visible = new java.util.LinkedHashMap<>();
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              if (!child.getCommandSpec().usageMessage().hidden()) {
                visible.put(name, child);
              }
            });
    return visible;
  }

  private static String quoted(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    return quoted(String.join(" ", spec.usageMessage().description()));
  }

  private static String quoted(String text) {
    String plain = text.replaceAll("\\$\\{[^}]*}", "").replaceAll("%n", " ").strip();
    return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
