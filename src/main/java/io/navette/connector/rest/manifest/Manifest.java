package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A declarative manifest, its references resolved, its types and parameters in place. Streams that
 * need code or a component nobody knows are refused one by one; the others run.
 */
public final class Manifest {
  private final Map<String, @Nullable Object> root;
  private final List<StreamDefinition> streams = new ArrayList<>();
  private final List<RefusedStream> refused = new ArrayList<>();
  private final TemplateCheck templates = new TemplateCheck();
  private final Supplier<Places> places;
  private Optional<Path> folder = Optional.empty();
  private @Nullable Places found;

  private Manifest(Map<String, @Nullable Object> root, Supplier<Places> places) {
    this.root = root;
    this.places = places;
  }

  /** Reads a file; a Failure.Configuration names it and the place in it. */
  public static Manifest load(Path file) {
    try {
      Manifest manifest = parse(Files.readString(file), file.toString());
      manifest.folder = Optional.ofNullable(file.toAbsolutePath().getParent());
      return manifest;
    } catch (NoSuchFileException e) {
      throw new Failure.Configuration(file + ": there is no such manifest", "", e);
    } catch (IOException e) {
      throw new Failure.Configuration(
          file + ": can't be read as UTF-8 text: " + e.getMessage(), "check the file", e);
    }
  }

  /** Reads the text of a manifest; the name stands for it in messages. */
  public static Manifest parse(String text, String name) {
    return of(YamlTree.parse(text, name), name, () -> Places.of(text, name));
  }

  /** The YAML's top mapping as plain values, for {@link #of} or to be changed before. */
  public static Map<String, @Nullable Object> tree(String text, String name) {
    return YamlTree.parse(text, name);
  }

  /** Takes a manifest that was read already. */
  public static Manifest of(Map<String, @Nullable Object> tree, String name) {
    return of(tree, name, () -> Places.none(name));
  }

  private static Manifest of(
      Map<String, @Nullable Object> tree, String name, Supplier<Places> places) {
    Map<String, @Nullable Object> typed = new LinkedHashMap<>(tree);
    typed.putIfAbsent("type", "DeclarativeSource");
    if (!"DeclarativeSource".equals(typed.get("type"))) {
      throw new Failure.Configuration(
          name + ": #/type: is " + typed.get("type") + ", not DeclarativeSource", "");
    }
    Manifest manifest =
        new Manifest(
            LegacyFields.rename(
                Propagation.propagate("", References.resolve(typed, name), Map.of(), false)),
            places);
    manifest.collect(name);
    return manifest;
  }

  /**
   * A stream made from a dynamic one's template, its types and parameters in place.
   *
   * @throws Failure.Configuration when it can't be run, or its name is no text
   */
  public static StreamDefinition generated(
      StreamDefinition dynamic, Map<String, @Nullable Object> component) {
    boolean parentsWin = !Boolean.FALSE.equals(dynamic.component().get("use_parent_parameters"));
    Map<String, @Nullable Object> typed = new LinkedHashMap<>(component);
    typed.putIfAbsent("type", "DeclarativeStream");
    Map<String, @Nullable Object> made =
        LegacyFields.rename(Propagation.propagate("", typed, Map.of(), parentsWin));
    if (!(made.get("name") instanceof String name)) {
      throw new Failure.Configuration(
          dynamic.path() + ": makes a stream whose name is " + made.get("name") + ", no text",
          "give its mapping value_type: string");
    }
    List<Inspection.Finding> findings = Inspection.of(made, dynamic.path());
    if (!findings.isEmpty()) {
      Inspection.Finding first = findings.getFirst();
      throw new Failure.Configuration(
          name + ": can't be run: " + first.path() + ": " + first.reason(), "");
    }
    return new StreamDefinition(name, dynamic.path(), made, dynamic.condition());
  }

  /** What a text spells in YAML; itself where that is nothing. */
  public static @Nullable Object value(String text) {
    return YamlTree.value(text);
  }

  /**
   * The text of a file beside the manifest; empty where there is none, where the manifest was never
   * a file, and where the path or a link leads out of its folder.
   */
  public Optional<String> beside(String path) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path home = folder.get().toRealPath();
      Path file = home.resolve(path).normalize().toRealPath();
      return file.startsWith(home) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The whole tree. */
  public Map<String, @Nullable Object> root() {
    return root;
  }

  /** The component at the top under that name, as {@code spec} or {@code check}. */
  public Optional<Map<String, @Nullable Object>> component(String field) {
    return root.get(field) instanceof Map<?, ?> fields
        ? Optional.of(PlainValues.map(fields))
        : Optional.empty();
  }

  /** The streams that can be run, in order. */
  public List<StreamDefinition> streams() {
    return List.copyOf(streams);
  }

  /** The streams that can't, in order. */
  public List<RefusedStream> refused() {
    return List.copyOf(refused);
  }

  private void collect(String name) {
    each("streams", "#/streams", root, Optional.empty());
    each("dynamic_streams", "#/dynamic_streams", root, Optional.empty());
    if (streams.isEmpty() && refused.isEmpty()) {
      throw new Failure.Configuration(name + ": #/streams: there is no stream", "");
    }
    for (String shared : List.of("spec", "api_budget", "concurrency_level")) {
      List<Inspection.Finding> findings = Inspection.of(root.get(shared), "#/" + shared);
      if (!findings.isEmpty()) {
        Inspection.Finding first = findings.getFirst();
        throw new Failure.Configuration(name + ": " + first.path() + ": " + first.reason(), "");
      }
    }
  }

  private void each(
      String field, String path, Map<String, @Nullable Object> parent, Optional<String> condition) {
    if (!(parent.get(field) instanceof List<?> items)) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String place = path + "/" + i;
      if (!(items.get(i) instanceof Map<?, ?> fields)) {
        refused.add(refusal(place, place, "a stream must be a mapping"));
      } else if ("ConditionalStreams".equals(fields.get("type"))) {
        each(
            "streams",
            place + "/streams",
            PlainValues.map(fields),
            Optional.of(String.valueOf(fields.get("condition"))));
      } else {
        add(PlainValues.map(fields), place, condition);
      }
    }
  }

  private void add(
      Map<String, @Nullable Object> component, String path, Optional<String> condition) {
    String name = name(component, path);
    Optional<Inspection.Finding> finding =
        Inspection.of(component, path).stream()
            .findFirst()
            .or(() -> templates.find(component, path));
    if (finding.isEmpty()) {
      streams.add(new StreamDefinition(name, path, component, condition));
    } else {
      refused.add(refusal(name, finding.get().path(), finding.get().reason()));
    }
  }

  private RefusedStream refusal(String name, String path, String reason) {
    Places lines = found;
    if (lines == null) {
      lines = places.get();
      found = lines;
    }
    return new RefusedStream(name, path, lines.place(path), reason);
  }

  private static String name(Map<String, @Nullable Object> component, String path) {
    if (component.get("name") instanceof String name && !name.isEmpty()) {
      return name;
    }
    if (component.get("$parameters") instanceof Map<?, ?> parameters
        && parameters.get("name") instanceof String name) {
      return name;
    }
    return component.get("stream_template") instanceof Map<?, ?> template
        ? name(PlainValues.map(template), path)
        : path;
  }
}
