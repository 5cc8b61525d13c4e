package io.navette.connector.warehouse;

import java.util.Set;

/**
 * Why rows were not loaded, none of them.
 *
 * @param offsets where the warehouse says that bad ones begin, from the first row's beginning; a
 *     hint, that may be empty or wrong
 */
public record Refusal(String reason, Set<Long> offsets) {
  public Refusal {
    offsets = Set.copyOf(offsets);
  }
}
