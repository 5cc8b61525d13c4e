package io.navette.connector.rest.write;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an {@code outcome}. */
final class OutcomeReader {
  private OutcomeReader() {}

  static OutcomeRules usual(Set<Integer> refused) {
    return new OutcomeRules(
        Optional.empty(),
        refused,
        Optional.empty(),
        Optional.empty(),
        OutcomeRules.MatchBy.INDEX,
        List.of(),
        Optional.empty(),
        "{{ key }}",
        List.of("id"),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "{{ true }}");
  }

  static OutcomeRules read(Part part, List<Integer> refused) {
    Optional<List<String>> results = path(part, "results_path");
    OutcomeRules rules =
        new OutcomeRules(
            part.text("success"),
            Set.copyOf(part.statuses("refused_statuses", refused)),
            results,
            path(part, "errors_path"),
            part.choice("match_by", OutcomeRules.MatchBy.class, OutcomeRules.MatchBy.INDEX),
            part.path("key_path"),
            part.text("entry_key"),
            part.text("key", "{{ key }}"),
            part.has("id_path") ? part.path("id_path") : List.of("id"),
            part.text("id"),
            part.text("id_header"),
            part.text("id_pattern", ""),
            part.text("record_success"),
            part.text("created"),
            part.text("unchanged"),
            part.text("exists"),
            part.text("existing_id"),
            part.text("missing"),
            part.text("retryable"),
            part.text("stale"),
            part.text("error_code"),
            part.text("error_message"),
            part.text("unmentioned", results.isEmpty() ? "{{ true }}" : "{{ false }}"));
    if (rules.matchBy() == OutcomeRules.MatchBy.KEY
        && rules.entryKey().isEmpty()
        && rules.entryKeyTemplate().isEmpty()) {
      part.wrong("match_by", "key needs key_path or entry_key: where an entry holds the key");
    }
    part.finish();
    return rules;
  }

  private static Optional<List<String>> path(Part part, String name) {
    return part.has(name) ? Optional.of(part.path(name)) : Optional.empty();
  }
}
