package io.navette.connector;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All connectors of this program, as {@code Main} lists them: those made of code, and those that
 * are only described, whose list is read when none of the others is meant. Thread-safe.
 */
public final class Catalog {
  private final List<Connector> coded;
  private final Supplier<? extends List<? extends Connector>> described;
  private @Nullable List<Connector> all;

  /** Those made of code alone. */
  public Catalog(List<? extends Connector> coded) {
    this(coded, List::of);
  }

  /**
   * Both kinds.
   *
   * @param described asked once, when first needed
   */
  public Catalog(
      List<? extends Connector> coded, Supplier<? extends List<? extends Connector>> described) {
    this.coded = List.copyOf(coded);
    this.described = described;
  }

  /** All of them. */
  public synchronized List<Connector> connectors() {
    List<Connector> known = all;
    if (known == null) {
      known = Stream.concat(coded.stream(), described.get().stream()).toList();
      all = known;
    }
    return known;
  }

  /** The connector users call by this {@code type:}. */
  public Optional<Connector> find(String name) {
    return named(coded, name).or(() -> named(connectors(), name));
  }

  private static Optional<Connector> named(List<Connector> connectors, String name) {
    return connectors.stream().filter(connector -> connector.name().equals(name)).findFirst();
  }

  public List<String> names() {
    return connectors().stream().map(Connector::name).sorted().toList();
  }
}
