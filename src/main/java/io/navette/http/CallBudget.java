package io.navette.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The call policies of one connection's clients. The first that matches a request counts it; what
 * none matches is not limited by it. Thread-safe; counts in this process only.
 */
public final class CallBudget {
  /** Of an API that may be asked as often as one likes. */
  public static final CallBudget NONE = new CallBudget(List.of(), "", "", Set.of());

  private final List<CallPolicy> policies;
  private final String remainingHeader;
  private final String resetHeader;
  private final Set<Integer> exhausted;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param remainingHeader of an answer that says how many calls are left
   * @param resetHeader of an answer that says when counting begins anew, in seconds since 1970
   * @param exhausted the status codes that say none is left
   */
  public CallBudget(
      List<CallPolicy> policies,
      String remainingHeader,
      String resetHeader,
      Set<Integer> exhausted) {
    this.policies = List.copyOf(policies);
    this.remainingHeader = remainingHeader;
    this.resetHeader = resetHeader;
    this.exhausted = Set.copyOf(exhausted);
  }

  /** Takes the calls of a request, if it may be sent; else says how long to wait. */
  Duration take(Request request, Instant now) {
    lock.lock();
    try {
      for (CallPolicy policy : policies) {
        OptionalLong weight = policy.weight(request);
        if (weight.isPresent()) {
          return policy.window().take(weight.getAsLong(), now);
        }
      }
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  void answered(Request request, Response response, Instant now) {
    OptionalLong left =
        exhausted.contains(response.code())
            ? OptionalLong.of(0)
            : number(response, remainingHeader);
    OptionalLong seconds = number(response, resetHeader);
    // Without a moment, how long a refusal counts is what its own headers say.
    if (seconds.isEmpty() && (left.isEmpty() || exhausted.contains(response.code()))) {
      return;
    }
    lock.lock();
    try {
      policies.stream()
          .filter(policy -> policy.weight(request).isPresent())
          .findFirst()
          .ifPresent(policy -> policy.window().correct(left, moment(seconds), now));
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Instant> moment(OptionalLong seconds) {
    try {
      return seconds.isPresent()
          ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
          : Optional.empty();
    } catch (DateTimeException beyond) {
      return Optional.empty();
    }
  }

  private static OptionalLong number(Response response, String header) {
    String text = header.isEmpty() ? null : response.header(header);
    return text != null && text.strip().matches("\\d{1,15}")
        ? OptionalLong.of(Long.parseLong(text.strip()))
        : OptionalLong.empty();
  }
}
