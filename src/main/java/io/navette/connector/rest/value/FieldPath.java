package io.navette.connector.rest.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path into a plain value: names of fields and indexes of lists. With a wildcard ({@code *}) it
 * may lead to many places; without one every step is taken as it is written.
 */
public final class FieldPath {
  private static final Pattern INDEX = Pattern.compile("-?\\d{1,9}");
  private static final Pattern SMALL = Pattern.compile("\\d{1,4}");

  private final List<String> steps;
  private final List<Optional<Pattern>> patterns;

  private FieldPath(List<String> steps) {
    this.steps = List.copyOf(steps);
    this.patterns = this.steps.stream().map(FieldPath::pattern).toList();
  }

  public static FieldPath of(List<String> steps) {
    return new FieldPath(steps);
  }

  /** Reads {@code a/b/c}. */
  public static FieldPath parse(String path) {
    List<String> steps = new ArrayList<>(List.of(path.split("/", -1)));
    if (steps.size() > 1 && steps.getFirst().isEmpty()) {
      steps.removeFirst();
    }
    return new FieldPath(steps);
  }

  public List<String> steps() {
    return steps;
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  public boolean hasWildcard() {
    return steps.stream().anyMatch(step -> step.equals("*") || step.equals("**"));
  }

  /** Whether the path leads somewhere, be it to null. */
  public boolean leadsSomewhere(@Nullable Object root) {
    return find(root).isPresent();
  }

  /** The value at the path; null when there is none or it is null. */
  public @Nullable Object get(@Nullable Object root) {
    Object current = root;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (current instanceof Map<?, ?> fields) {
        current = fields.get(step);
      } else {
        current = child(current, step).map(Place::value).orElse(null);
      }
    }
    // Without steps the path leads nowhere.
    return steps.isEmpty() ? null : current;
  }

  /** Every value the path leads to, in order, wildcards expanded. */
  public List<@Nullable Object> all(@Nullable Object root) {
    List<@Nullable Object> found = new ArrayList<>();
    for (Place place : places(root)) {
      found.add(place.value());
    }
    return found;
  }

  /** Every place the path leads to, wildcards expanded; only where there is something. */
  public List<Place> places(@Nullable Object root) {
    List<Place> found = new ArrayList<>();
    if (!steps.isEmpty()) {
      collect(root, 0, found);
    }
    return found;
  }

  private Optional<Place> find(@Nullable Object root) {
    Object current = root;
    Optional<Place> place = Optional.empty();
    for (String step : steps) {
      place = child(current, step);
      if (place.isEmpty()) {
        return place;
      }
      current = place.get().value();
    }
    return place;
  }

  private static Optional<Place> child(@Nullable Object parent, String step) {
    if (parent instanceof Map<?, ?> fields) {
      return fields.containsKey(step)
          ? Optional.of(new Place(PlainValues.map(fields), step))
          : Optional.empty();
    }
    if (parent instanceof List<?> items) {
      int index = index(step, items.size());
      return index < 0 ? Optional.empty() : Optional.of(new Place(PlainValues.list(items), index));
    }
    return Optional.empty();
  }

  private static int index(String step, int size) {
    if (!INDEX.matcher(step).matches()) {
      return -1;
    }
    int index = Integer.parseInt(step);
    int actual = index < 0 ? size + index : index;
    return actual < size ? Math.max(actual, -1) : -1;
  }

  private void collect(@Nullable Object parent, int depth, List<Place> found) {
    if (steps.get(depth).equals("**")) {
      collectDeep(parent, depth, found);
      return;
    }
    boolean last = depth == steps.size() - 1;
    for (Place place : matching(parent, depth)) {
      if (last) {
        found.add(place);
      } else {
        collect(place.value(), depth + 1, found);
      }
    }
  }

  private void collectDeep(@Nullable Object parent, int depth, List<Place> found) {
    boolean last = depth == steps.size() - 1;
    if (!last) {
      collect(parent, depth + 1, found);
    }
    for (Place place : children(parent, name -> true)) {
      if (last) {
        found.add(place);
      }
      collectDeep(place.value(), depth, found);
    }
  }

  private List<Place> matching(@Nullable Object parent, int depth) {
    Optional<Pattern> pattern = patterns.get(depth);
    if (pattern.isPresent()) {
      return children(parent, name -> pattern.get().matcher(name).matches());
    }
    String step = steps.get(depth);
    if (!(parent instanceof Map<?, ?> fields)) {
      return children(parent, step::equals);
    }
    return fields.containsKey(step) ? List.of(new Place(PlainValues.map(fields), step)) : List.of();
  }

  private static List<Place> children(@Nullable Object parent, Predicate<String> wanted) {
    List<Place> places = new ArrayList<>();
    if (parent instanceof Map<?, ?> fields) {
      for (String name : PlainValues.map(fields).keySet()) {
        if (wanted.test(name)) {
          places.add(new Place(PlainValues.map(fields), name));
        }
      }
    } else if (parent instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        if (wanted.test(Integer.toString(i))) {
          places.add(new Place(PlainValues.list(items), i));
        }
      }
    }
    return places;
  }

  /** Empty for a step that stands for itself. */
  private static Optional<Pattern> pattern(String step) {
    if (step.indexOf('*') < 0 && step.indexOf('?') < 0) {
      return Optional.empty();
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < step.length(); i++) {
      char c = step.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Optional.of(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /**
   * Writes the value at the path, making the maps on the way. A step that is a number makes its
   * parent a list, filled with nulls up to there.
   */
  public void put(Map<String, @Nullable Object> root, @Nullable Object value) {
    Object current = root;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      Object next = last ? value : child(current, step).map(Place::value).orElse(null);
      if (!last && !(next instanceof Map<?, ?>) && !(next instanceof List<?>)) {
        next =
            SMALL.matcher(steps.get(i + 1)).matches() ? new ArrayList<>() : new LinkedHashMap<>();
      }
      set(current, step, next);
      current = next;
    }
  }

  private static void set(@Nullable Object parent, String step, @Nullable Object value) {
    if (parent instanceof Map<?, ?> fields) {
      PlainValues.map(fields).put(step, value);
      return;
    }
    List<@Nullable Object> items = PlainValues.list(parent);
    if (!SMALL.matcher(step).matches()) {
      throw new IllegalArgumentException("a list has no field \"" + step + "\"");
    }
    int index = Integer.parseInt(step);
    while (items.size() <= index) {
      items.add(null);
    }
    items.set(index, value);
  }

  @Override
  public String toString() {
    return String.join("/", steps);
  }

  /** One place in a map or a list. */
  public record Place(Object parent, Object key) {
    public @Nullable Object value() {
      return parent instanceof Map<?, ?> fields
          ? PlainValues.map(fields).get((String) key)
          : PlainValues.list(parent).get((Integer) key);
    }

    /** Takes the place out of its map; in a list it becomes null, so that the others stay. */
    public void set(@Nullable Object value) {
      if (parent instanceof Map<?, ?> fields) {
        PlainValues.map(fields).put((String) key, value);
      } else {
        PlainValues.list(parent).set((Integer) key, value);
      }
    }

    public void remove() {
      if (parent instanceof Map<?, ?> fields) {
        PlainValues.map(fields).remove((String) key);
      } else {
        List<@Nullable Object> items = PlainValues.list(parent);
        int index = (Integer) key;
        if (index == items.size() - 1) {
          items.remove(index);
        } else {
          items.set(index, null);
        }
      }
    }
  }
}
