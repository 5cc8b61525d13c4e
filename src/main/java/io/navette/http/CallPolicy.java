package io.navette.http;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import okhttp3.Request;

/**
 * How often a part of an API may be asked.
 *
 * @param parts which requests; none for all
 */
public record CallPolicy(List<Part> parts, CallWindow window) {
  public CallPolicy {
    parts = List.copyOf(parts);
  }

  /**
   * Some requests.
   *
   * @param weight how many calls each of them counts for; at least 1
   */
  public record Part(Predicate<Request> matches, long weight) {}

  /** The weight of a request of this policy; empty for others. */
  OptionalLong weight(Request request) {
    return parts.isEmpty()
        ? OptionalLong.of(1)
        : parts.stream()
            .filter(part -> part.matches().test(request))
            .mapToLong(part -> Math.max(1, part.weight()))
            .findFirst();
  }
}
