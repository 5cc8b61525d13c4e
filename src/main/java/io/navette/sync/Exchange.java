package io.navette.sync;

import java.util.List;
import java.util.Optional;

/**
 * How a stream's rows are told apart, followed and acknowledged between systems that exchange them.
 *
 * @param lookups further columns for expressions, found in tables by key
 * @param distinct whether a row is refused whose key another one of the same read had already
 * @param onlyChanged whether rows that hold what they held when last written are kept back
 * @param identity columns of the source that identify a row whose key in the target may change;
 *     empty where it never does
 * @param acknowledge how the source's rows are marked once the target has them
 */
public record Exchange(
    List<LookupRule> lookups,
    boolean distinct,
    boolean onlyChanged,
    List<String> identity,
    Optional<AcknowledgeRule> acknowledge) {
  /** Looks nothing up, writes every row, and leaves the source alone. */
  public static final Exchange NONE =
      new Exchange(List.of(), false, false, List.of(), Optional.empty());

  public Exchange {
    lookups = List.copyOf(lookups);
    identity = List.copyOf(identity);
  }

  /** The same with these lookups. */
  public Exchange with(List<LookupRule> tables) {
    return new Exchange(tables, distinct, onlyChanged, identity, acknowledge);
  }
}
