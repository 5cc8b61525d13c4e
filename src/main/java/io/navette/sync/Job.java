package io.navette.sync;

import java.util.List;

/**
 * What to move.
 *
 * @param rules in the order of the YAML; a later rule's exact name overrides an earlier wildcard
 * @param parallel streams moved at the same time, at least 1
 */
public record Job(String name, Endpoint from, Endpoint to, List<StreamRule> rules, int parallel) {
  public Job {
    rules = List.copyOf(rules);
  }
}
