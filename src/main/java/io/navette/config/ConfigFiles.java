package io.navette.config;

import io.navette.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The YAML files as they are written, for changing their connections. What they say may be
 * incomplete or wrong, as long as it is YAML. Used by one thread.
 */
public final class ConfigFiles {
  private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([^}]+)}");

  private final ConfigSource source;
  private final List<Read> files;

  /** A file with what it said when it was read. */
  private record Read(TextFile file, Yaml.Entries top) {
    /** Whether the whole file is one connection. */
    boolean isConnection() {
      return ConfigLoader.isConnection(top);
    }

    Yaml.Entries connections() {
      return top.values().get(YamlEditor.KEY) instanceof Yaml.Entries entries
          ? entries
          : Yaml.Entries.empty(top.mark());
    }

    Set<String> names() {
      return isConnection()
          ? Set.of(ConfigLoader.connectionName(file.path()))
          : connections().values().keySet();
    }
  }

  private ConfigFiles(ConfigSource source, List<Read> files) {
    this.source = source;
    this.files = List.copyOf(files);
  }

  /**
   * Reads the files; there may be none yet.
   *
   * @throws Failure.Configuration when one is not YAML
   */
  public static ConfigFiles read(ConfigSource source) {
    Problems problems = new Problems();
    List<Read> files = new ArrayList<>();
    for (Path path : source.files()) {
      TextFile file = new TextFile(path, source.shown(path));
      files.add(new Read(file, YamlParser.parse(path, file.shown(), problems)));
    }
    problems.raise();
    return new ConfigFiles(source, files);
  }

  /** What is wrong with a name for a connection that is to be added. */
  public Optional<String> nameProblem(String name) {
    return ConnectionDraft.nameProblem(name)
        .or(() -> holder(name).map(file -> name + " stands already in " + file.file.shown()));
  }

  private Optional<Read> holder(String name) {
    return files.stream().filter(file -> file.names().contains(name)).findFirst();
  }

  /** Where the relative paths of a connection begin that is added. */
  public Path folder() {
    return target().path().toAbsolutePath().resolveSibling("");
  }

  /**
   * Fails when {@link #add} would, whatever else is set meanwhile.
   *
   * @throws Failure.Configuration with what to write by hand
   */
  public void rehearse(ConnectionDraft draft) {
    TextFile target = target();
    target.requireWritable();
    edited(target, draft);
  }

  /**
   * Writes a connection into its file, which is made when there is none.
   *
   * @return the file, for messages
   */
  public String add(ConnectionDraft draft) {
    TextFile target = target();
    target.write(edited(target, draft));
    return target.shown();
  }

  private static String edited(TextFile target, ConnectionDraft draft) {
    return new YamlEditor(target.shown(), target.read()).with(draft.name(), draft.yaml());
  }

  /** The file itself; in a folder, one that has connections, else navette.yaml. */
  private TextFile target() {
    Path path = source.path();
    if (Files.isDirectory(path)) {
      Path usual = path.resolve("navette.yaml");
      return files.stream()
          .filter(file -> !file.isConnection() && !file.connections().values().isEmpty())
          .map(Read::file)
          .min(Comparator.comparing(file -> !file.path().equals(usual)))
          .orElse(new TextFile(usual, source.shown(usual)));
    }
    if (files.isEmpty() && !path.toString().matches(".*\\.ya?ml")) {
      throw new Failure.Configuration(
          "there is no configuration " + path, "name a folder or a .yaml file with --config");
    }
    if (!files.isEmpty() && files.getFirst().isConnection()) {
      throw new Failure.Configuration(
          files.getFirst().file.shown() + " is one connection, and holds no other",
          "name another file, or a folder, with --config");
    }
    return new TextFile(path, source.shown(path));
  }

  /** The jobs from or to a connection. */
  public List<String> jobsUsing(String connection) {
    List<String> using = new ArrayList<>();
    for (Read file : files) {
      if (file.top.values().get("jobs") instanceof Yaml.Entries jobs) {
        jobs.values().entrySet().stream()
            .filter(job -> uses(job.getValue(), connection))
            .forEach(job -> using.add(job.getKey()));
      }
    }
    return using;
  }

  private static boolean uses(Yaml job, String connection) {
    return job instanceof Yaml.Entries keys
        && Stream.of("from", "to")
            .map(keys.values()::get)
            .anyMatch(end -> end instanceof Yaml.Scalar scalar && scalar.text().equals(connection));
  }

  /** The names of the secrets that a connection uses and nothing else does. */
  public Set<String> secretsOnlyOf(String connection) {
    Set<String> own = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (Read file : files) {
      if (file.isConnection()) {
        collect(file.top, file.names().contains(connection) ? own : others);
        continue;
      }
      file.top
          .values()
          .forEach(
              (key, block) -> {
                if (!key.equals(YamlEditor.KEY)) {
                  collect(block, others);
                }
              });
      file.connections()
          .values()
          .forEach((name, block) -> collect(block, name.equals(connection) ? own : others));
    }
    own.removeAll(others);
    return own;
  }

  /** Whether anything in the files refers to a secret. */
  public boolean refersTo(String secret) {
    Set<String> all = new TreeSet<>();
    files.forEach(file -> collect(file.top, all));
    return all.contains(secret);
  }

  private static void collect(Yaml value, Set<String> secrets) {
    switch (value) {
      case Yaml.Scalar scalar ->
          SECRET.matcher(scalar.text()).results().forEach(match -> secrets.add(match.group(1)));
      case Yaml.Items items -> items.values().forEach(item -> collect(item, secrets));
      case Yaml.Entries entries -> entries.values().values().forEach(e -> collect(e, secrets));
    }
  }

  /**
   * Takes a connection out of its file; a file that is nothing but this connection is deleted.
   *
   * @return from where it was taken, for messages: {@code from navette.yaml}
   */
  public String remove(String name) {
    Read holder = holder(name).orElseThrow(() -> unknown(name));
    String shown = holder.file.shown();
    holder.file.requireWritable();
    if (holder.isConnection()) {
      holder.file.delete();
      return "with its file " + shown;
    }
    holder.file.write(new YamlEditor(shown, holder.file.read()).without(name));
    return "from " + shown;
  }

  private Failure unknown(String name) {
    List<String> known = files.stream().flatMap(file -> file.names().stream()).toList();
    return new Failure.Configuration(
        "there is no connection " + name + Problems.meant(name, known), "navette connect list");
  }
}
