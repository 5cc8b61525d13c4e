package io.navette.connector.rest.write;

import io.navette.connector.rest.manifest.ComponentFile;
import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One mapping of a sink file while it is read: what is wrong with it is noted, not thrown. */
final class Part {
  private static final Set<String> REQUESTER =
      Set.of(
          "type",
          "name",
          "url",
          "url_base",
          "path",
          "http_method",
          "authenticator",
          "error_handler",
          "request_headers",
          "request_parameters",
          "request_body",
          "use_cache");

  private final ComponentFile file;
  private final Map<String, @Nullable Object> fields;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new HashSet<>();

  Part(
      ComponentFile file,
      Map<String, @Nullable Object> fields,
      String path,
      List<String> problems) {
    this.file = file;
    this.fields = fields;
    this.path = path;
    this.problems = problems;
  }

  /** Notes what is wrong with a field, or with this part where the field is empty. */
  void wrong(String field, String problem) {
    String at = field.isEmpty() ? path : path + "/" + field;
    problems.add(file.place(at) + ": " + at.substring(2) + ": " + problem);
  }

  private @Nullable Object take(String name) {
    known.add(name);
    return fields.get(name);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Set<String> names() {
    return fields.keySet();
  }

  /** As written; its templates are checked. */
  @Nullable Object tree(String name) {
    Object value = take(name);
    file.checkTemplates(value, path + "/" + name)
        .forEach(problem -> problems.add(place(problem) + problem.reason()));
    return value;
  }

  private String place(ComponentFile.Problem problem) {
    return file.place(problem.path()) + ": " + problem.path().substring(2) + ": ";
  }

  Optional<String> text(String name) {
    Object value = tree(name);
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      wrong(name, "must be a text");
      return Optional.empty();
    }
    return Optional.ofNullable(value).map(PythonText::of);
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    Object value = take(name);
    if (value != null && !(value instanceof Boolean)) {
      wrong(name, "must be true or false");
    }
    return value instanceof Boolean flag ? flag : otherwise;
  }

  long whole(String name, long otherwise) {
    Object value = take(name);
    if (value != null && !(value instanceof Long number && number > 0)) {
      wrong(name, "must be a whole number above 0");
    }
    return value instanceof Long number && number > 0 ? number : otherwise;
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(value.get())) {
        return constant;
      }
      words.add(word);
    }
    wrong(name, "\"" + value.get() + "\" is none of " + String.join(", ", words));
    return otherwise;
  }

  /** The texts of a list; one alone, with dots between its steps, counts as a list too. */
  List<String> path(String name) {
    Object value = take(name);
    return switch (value) {
      case null -> List.of();
      case List<?> items -> items.stream().map(PythonText::of).toList();
      case String text when text.isEmpty() -> List.of();
      case String text -> List.of(text.split("\\.", -1));
      default -> {
        wrong(name, "must be a path: a list of names, or names with dots between");
        yield List.of();
      }
    };
  }

  List<Integer> statuses(String name, List<Integer> otherwise) {
    Object value = take(name);
    if (value == null) {
      return otherwise;
    }
    List<Integer> statuses = new ArrayList<>();
    if (value instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Long number && number >= 100 && number <= 599) {
          statuses.add(number.intValue());
        } else {
          wrong(name, item + " is no HTTP status");
        }
      }
    } else {
      wrong(name, "must be a list of HTTP statuses");
    }
    return statuses;
  }

  /** The part of this name, where there is one. */
  Optional<Part> part(String name) {
    Object value = take(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?>) {
      return Optional.of(new Part(file, PlainValues.map(value), path + "/" + name, problems));
    }
    wrong(name, "must be a mapping");
    return Optional.empty();
  }

  /** All parts of this mapping, by name. */
  Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (String name : fields.keySet()) {
      part(name).ifPresent(found -> parts.put(name, found));
    }
    return parts;
  }

  /** A component of the manifest's language, checked like those of a manifest. */
  Optional<Map<String, @Nullable Object>> component(String name, String type) {
    Optional<Part> part = part(name);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> component = ComponentFile.component(type, part.get().fields);
    String at = path + "/" + name;
    if (type.equals("HttpRequester") && !component.containsKey("$parameters")) {
      component.keySet().stream()
          .filter(field -> !REQUESTER.contains(field))
          .forEach(field -> part.get().wrong(field, "is no part of an HttpRequester"));
    }
    file.check(component, at).forEach(problem -> problems.add(place(problem) + problem.reason()));
    file.checkTemplates(component, at)
        .forEach(problem -> problems.add(place(problem) + problem.reason()));
    return Optional.of(component);
  }

  /** Notes fields nobody asked for. */
  void finish() {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        wrong(
            name,
            "is no part of this; it can have "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }
}
