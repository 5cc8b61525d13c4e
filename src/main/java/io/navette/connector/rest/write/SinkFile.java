package io.navette.connector.rest.write;

import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.rest.manifest.ComponentFile;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A {@code sink.yaml}: the objects of an API that can be written, and how. */
public final class SinkFile {
  /** Stands for objects of all names it does not list: the API's own, which differ by account. */
  private static final String ANY = "*";

  private final String name;
  private final Map<String, TargetObject> objects;
  private final Map<String, @Nullable Object> root;

  private SinkFile(
      String name, Map<String, TargetObject> objects, Map<String, @Nullable Object> root) {
    this.name = name;
    this.objects = objects;
    this.root = root;
  }

  /**
   * Reads the text of one.
   *
   * @param file stands for it in messages
   * @param manifest of the same connection, whose {@code definitions} it may refer to
   * @param adapted changes its requesters as the connection's settings say
   * @throws Failure.Configuration with all that is wrong in it, each with its line
   */
  public static SinkFile parse(
      String text,
      String file,
      Map<String, @Nullable Object> manifest,
      UnaryOperator<Map<String, @Nullable Object>> adapted) {
    Map<String, @Nullable Object> definitions =
        manifest.get("definitions") instanceof Map<?, ?> shared
            ? PlainValues.map(shared)
            : Map.of();
    return of(ComponentFile.parse(text, file, definitions, adapted), file);
  }

  private static SinkFile of(ComponentFile file, String name) {
    List<String> problems = new ArrayList<>();
    Part top = new Part(file, file.root(), "#", problems);
    top.tree("version");
    top.tree("definitions");
    Map<String, TargetObject> objects = new LinkedHashMap<>();
    top.part("objects")
        .ifPresentOrElse(
            part ->
                part.parts().forEach((object, found) -> objects.put(object, object(object, found))),
            () -> top.wrong("objects", "is missing: it holds what can be written"));
    top.finish();
    if (!problems.isEmpty()) {
      throw new Failure.Configuration(List.copyOf(problems));
    }
    return new SinkFile(name, objects, file.root());
  }

  private static TargetObject object(String name, Part part) {
    Optional<LookupRules> lookup = part.part("lookup").map(LookupReader::read);
    Optional<String> idColumn = part.text("id_column");
    Map<String, Operation> operations = new LinkedHashMap<>();
    part.part("operations")
        .ifPresentOrElse(
            found ->
                found
                    .parts()
                    .forEach(
                        (operation, fields) ->
                            operations.put(
                                operation,
                                OperationReader.read(operation, fields, lookup, idColumn))),
            () ->
                part.wrong("operations", "is missing: insert, update, upsert, delete or its own"));
    List<String> settings =
        part.has("required_settings") ? part.path("required_settings") : List.of();
    Map<String, @Nullable Object> values =
        part.tree("values") instanceof Map<?, ?> given ? PlainValues.map(given) : Map.of();
    part.finish();
    return new TargetObject(name, values, settings, idColumn, lookup, operations);
  }

  /** The tree it was read from, its references resolved; where its requests go stands in there. */
  public Map<String, @Nullable Object> root() {
    return root;
  }

  /** What each object can do, by name: the names of its operations, in order. */
  public Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new LinkedHashMap<>();
    objects.forEach(
        (object, found) -> operations.put(object, new TreeSet<>(found.operations().keySet())));
    return operations;
  }

  /** The modes an object can be written in by its usual operations. */
  public Set<WriteMode> modes(String object) {
    return object(object).modes();
  }

  /** The modes that some object can be written in. */
  public Set<WriteMode> modes() {
    Set<WriteMode> modes = EnumSet.noneOf(WriteMode.class);
    objects.values().forEach(object -> modes.addAll(object.modes()));
    if (objects.values().stream().anyMatch(TargetObject::hasOwn)) {
      modes.addAll(EnumSet.of(WriteMode.APPEND, WriteMode.INSERT, WriteMode.UPSERT));
    }
    return modes;
  }

  /** The object a request is for, as its key finds it. */
  TargetObject object(WriteRequest request) {
    return object(request.target()).foundBy(request.key());
  }

  private TargetObject object(String object) {
    TargetObject found = objects.get(object);
    if (found == null && objects.containsKey(ANY)) {
      return objects.get(ANY).named(object);
    }
    if (found == null) {
      throw new Failure.Configuration(
          name + ": there is nothing called " + object + " to write to",
          "into: one of " + String.join(", ", objects.keySet()));
    }
    return found;
  }
}
