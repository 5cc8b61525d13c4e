package io.navette.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Several ways to give what a connection needs, of which one is enough.
 *
 * @param question what a person is asked first
 * @param ways the usual one first
 */
public record Alternatives(String question, List<Way> ways) {

  public Alternatives {
    ways = List.copyOf(ways);
  }

  /**
   * One of the ways.
   *
   * @param name what a person answers
   * @param description what that means, without a full stop
   * @param sets the settings it puts by itself, by name
   * @param needs the settings it asks for
   * @param takes the settings it asks for that may be left out
   */
  public record Way(
      String name,
      String description,
      Map<String, String> sets,
      List<String> needs,
      List<String> takes) {

    public Way {
      sets = Map.copyOf(sets);
      needs = List.copyOf(needs);
      takes = List.copyOf(takes);
    }

    /** One that only asks for settings, or for none at all. */
    public static Way of(String name, String description, String... needs) {
      return new Way(name, description, Map.of(), List.of(needs), List.of());
    }

    private boolean isBegun(Function<String, Optional<String>> value) {
      boolean put = sets.entrySet().stream().anyMatch(set -> is(value, set));
      return put || needs.stream().anyMatch(name -> value.apply(name).isPresent());
    }

    private static boolean is(
        Function<String, Optional<String>> value, Map.Entry<String, String> set) {
      return value.apply(set.getKey()).filter(set.getValue()::equals).isPresent();
    }
  }

  /**
   * The way some settings have begun.
   *
   * @param value of a setting by its name, where it is set
   */
  public Optional<Way> begun(Function<String, Optional<String>> value) {
    return ways.stream().filter(way -> way.isBegun(value)).findFirst();
  }

  /** All settings of which some way speaks. */
  public Stream<String> settings() {
    return ways.stream().flatMap(way -> Stream.concat(way.needs().stream(), way.takes().stream()));
  }

  /** The same, with this way as the usual one. */
  public Alternatives preferring(String name) {
    Map<String, Way> ordered = new LinkedHashMap<>();
    ways.stream().filter(way -> way.name().equals(name)).forEach(way -> ordered.put(name, way));
    ways.forEach(way -> ordered.put(way.name(), way));
    return new Alternatives(question, List.copyOf(ordered.values()));
  }
}
