package io.navette.config;

import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.Setting;
import io.navette.failure.Failure;
import io.navette.sync.Flow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and checks the YAML files. Nothing is decrypted or connected to. Used once. */
public final class ConfigLoader {
  /** Keys that, beside {@code type}, make a file one connection. */
  static final List<String> API_SHAPE =
      List.of("api", "auth", "connection", "rate_limit", "logging");

  private final Catalog catalog;
  private final Problems problems = new Problems();
  private final Map<String, ConnectionConfig> connections = new LinkedHashMap<>();
  private final Map<String, Block> jobs = new LinkedHashMap<>();
  private final Map<String, Yaml> flows = new LinkedHashMap<>();
  private Optional<HistoryConfig> history = Optional.empty();

  private ConfigLoader(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Reads everything.
   *
   * @throws Failure.Configuration with all problems, each with file:line:column and key
   */
  public static Configuration load(ConfigSource source, Catalog catalog) {
    return new ConfigLoader(catalog).read(source);
  }

  private Configuration read(ConfigSource source) {
    List<Path> files = files(source);
    List<Yaml.Entries> tops = new ArrayList<>();
    for (Path file : files) {
      tops.add(YamlParser.parse(file, source.shown(file), problems));
    }
    List<Overrides.Target> targets = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Optional<String> name =
          isConnection(tops.get(i)) ? Optional.of(connectionName(files.get(i))) : Optional.empty();
      targets.add(new Overrides.Target(tops.get(i), name));
    }
    Overrides.apply(targets, source.overrides());
    for (int i = 0; i < files.size(); i++) {
      file(files.get(i), tops.get(i));
    }
    JobReader reader = new JobReader(connections);
    Map<String, JobConfig> read = new LinkedHashMap<>();
    jobs.forEach((name, block) -> reader.read(name, block).ifPresent(job -> read.put(name, job)));
    Map<String, Flow> chained = new LinkedHashMap<>();
    FlowReader flowReader = new FlowReader(jobs.keySet(), problems);
    flows.forEach((name, value) -> chained.put(name, flowReader.read(name, value)));
    problems.raise();
    return new Configuration(connections, read, chained, history);
  }

  private static List<Path> files(ConfigSource source) {
    Path path = source.path();
    List<Path> files = source.files();
    if (files.isEmpty()) {
      throw Files.isDirectory(path)
          ? new Failure.Configuration(
              "there is no *.yaml in the folder " + path, "name another with --config")
          : new Failure.Configuration(
              "there is no configuration " + path,
              "write one (see config-examples), or name it with --config");
    }
    return files;
  }

  private void file(Path file, Yaml.Entries top) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (isConnection(top)) {
      String name = connectionName(file);
      connection(name, top.mark(), top, name, folder);
      return;
    }
    Block block = new Block(top, "", problems);
    block
        .entries("connections")
        .ifPresent(
            entries ->
                named(
                    entries,
                    "connections",
                    (name, value) ->
                        connection(
                            name, entries.keyMark(name), value, "connections." + name, folder)));
    block
        .entries("jobs")
        .ifPresent(
            entries ->
                named(entries, "jobs", (name, value) -> job(name, entries.keyMark(name), value)));
    block
        .entries("flows")
        .ifPresent(
            entries ->
                entries
                    .values()
                    .forEach((name, value) -> flow(name, entries.keyMark(name), value)));
    block.entries("history").ifPresent(entries -> history(entries, folder));
    block.finish();
  }

  /** Whether a whole file is one connection, in the shape of an API's. */
  static boolean isConnection(Yaml.Entries top) {
    return top.values().containsKey("type")
        && API_SHAPE.stream().anyMatch(top.values()::containsKey);
  }

  /** The name of a connection that is a whole file; an example has that of the file it is for. */
  static String connectionName(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("(\\.example)?\\.ya?ml$", "");
  }

  /** What to do with one named block. */
  private interface Named {
    void read(String name, Yaml.Entries block);
  }

  private void named(Yaml.Entries entries, String path, Named reader) {
    entries
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Yaml.Entries block) {
                reader.read(name, block);
              } else {
                problems.add(
                    value.mark(),
                    path + "." + name,
                    "expected a block of keys, found " + value.kind());
              }
            });
  }

  private void connection(String name, Mark at, Yaml.Entries block, String path, Path folder) {
    Block keys = new Block(block, path, problems);
    Optional<String> type = keys.text("type");
    if (type.isEmpty()) {
      problems.add(
          block.mark(),
          path,
          "type is missing (known: " + String.join(", ", catalog.names()) + ")");
      return;
    }
    Optional<Connector> connector = catalog.find(type.get());
    if (connector.isEmpty()) {
      keys.wrong(
          "type",
          "\""
              + type.get()
              + "\" is not a type of connection"
              + Problems.meant(type.get(), catalog.names()));
      return;
    }
    List<Setting> declared = connector.get().settings();
    Map<String, SettingValue> values =
        SettingValue.flatten(block, names(declared, Setting.Kind.MAP), Set.of("type"));
    new SettingCheck(declared, problems).check(values, block.mark(), path, true);
    if (connections.containsKey(name)) {
      problems.add(at, path, "this connection is declared twice");
    }
    connections.put(name, new ConnectionConfig(name, connector.get(), values, folder));
  }

  static Set<String> names(List<Setting> settings, Setting.Kind kind) {
    return settings.stream()
        .filter(setting -> setting.kind() == kind)
        .map(Setting::name)
        .collect(Collectors.toSet());
  }

  private void job(String name, Mark at, Yaml.Entries block) {
    if (jobs.put(name, new Block(block, "jobs." + name, problems)) != null) {
      problems.add(at, "jobs." + name, "this job is declared twice");
    }
  }

  private void flow(String name, Mark at, Yaml value) {
    if (flows.put(name, value) != null) {
      problems.add(at, "flows." + name, "this flow is declared twice");
    }
  }

  private void history(Yaml.Entries block, Path folder) {
    Map<String, SettingValue> values = SettingValue.flatten(block, Set.of(), Set.of());
    new SettingCheck(HistoryConfig.SETTINGS, problems).check(values, block.mark(), "history", true);
    history = Optional.of(new HistoryConfig(values, folder));
  }
}
