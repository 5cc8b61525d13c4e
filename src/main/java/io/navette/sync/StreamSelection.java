package io.navette.sync;

import io.navette.connector.Source;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the streams a job's rules mean. An exact name goes before a pattern, a later rule before an
 * earlier.
 */
final class StreamSelection {
  record Selected(String stream, StreamRule rule) {
    /** What it is written to. */
    String target() {
      return rule.into().orElse("{stream}").replace("{stream}", stream);
    }
  }

  private final Job job;
  private final Optional<String> select;

  StreamSelection(Job job, Optional<String> select) {
    this.job = job;
    this.select = select;
  }

  List<Selected> resolve(Source source) {
    List<Selected> selected = new ArrayList<>();
    for (String stream : candidates(source)) {
      Optional<StreamRule> rule = ruleFor(stream).filter(found -> !found.disabled());
      if (rule.isPresent() && select.map(glob -> matches(glob, stream)).orElse(true)) {
        selected.add(new Selected(stream, rule.get()));
      }
    }
    if (selected.isEmpty()) {
      throw nothing();
    }
    return selected;
  }

  /** A job without patterns need not ask the source for its names. */
  private Set<String> candidates(Source source) {
    Set<String> names = new LinkedHashSet<>();
    for (StreamRule rule : job.rules()) {
      if (isPattern(rule.pattern())) {
        source.streamNames().stream()
            .filter(name -> matches(rule.pattern(), name))
            .forEach(names::add);
      } else if (!rule.disabled()) {
        names.add(rule.pattern());
      }
    }
    return names;
  }

  /** The rule that goes for a stream of this name. */
  Optional<StreamRule> ruleFor(String stream) {
    Optional<StreamRule> exact = last(rule -> rule.pattern().equals(stream));
    return exact.isPresent() ? exact : last(rule -> matches(rule.pattern(), stream));
  }

  private Optional<StreamRule> last(java.util.function.Predicate<StreamRule> wanted) {
    return job.rules().stream().filter(wanted).reduce((earlier, later) -> later);
  }

  private Failure nothing() {
    String patterns = String.join(", ", job.rules().stream().map(StreamRule::pattern).toList());
    return new Failure.Configuration(
        "job "
            + job.name()
            + ": no stream of connection "
            + job.from().name()
            + " matches "
            + select.map(glob -> glob + " among ").orElse("")
            + patterns,
        "list the streams with: navette connect discover " + job.from().name());
  }

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  /** {@code *} stands for any text, everything else for itself; linear in time. */
  static boolean matches(String pattern, String text) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int from = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int at = text.indexOf(parts[i], from);
      if (at < 0) {
        return false;
      }
      from = at + parts[i].length();
    }
    String tail = parts[parts.length - 1];
    return text.length() - from >= tail.length() && text.endsWith(tail);
  }
}
