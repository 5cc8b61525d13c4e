package io.navette.http;

/**
 * Says what an answer means where the API has its own ideas: a limit told by 403, an error in a
 * 200. Redirects and "not modified" are followed before. Must not block.
 */
@FunctionalInterface
public interface Judge {

  /**
   * May throw a {@link io.navette.failure.Failure} of its own instead.
   *
   * @param tries made so far, this one included
   */
  Verdict judge(Answer answer, int tries);

  /** By the status alone (RFC 9110, 15; RFC 6585, 4). */
  static Judge byStatus(RetryPolicy policy) {
    return (answer, tries) -> {
      int status = answer.status();
      if (status < 400) {
        return Verdict.accept();
      }
      return switch (status) {
        case 401 -> Verdict.renew();
        case 429 -> Verdict.limited();
        default -> policy.statuses().contains(status) ? Verdict.repeat() : Verdict.refuse();
      };
    };
  }
}
