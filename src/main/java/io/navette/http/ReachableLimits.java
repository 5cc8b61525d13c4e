package io.navette.http;

import io.navette.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Limits shared as long as the other runs can be reached. While they can't, a run keeps to its own
 * limits, says so once, and tries again every minute.
 */
public final class ReachableLimits implements SharedLimits {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supplier<? extends SharedLimits> shared;
  private final InstantSource clock;
  private final Consumer<String> notes;
  private Instant aloneUntil = Instant.MIN;
  private boolean told;

  /**
   * Reaches for nothing yet.
   *
   * @param shared asked for at each call; may throw a Failure
   * @param notes takes a sentence for the person who runs this
   */
  public ReachableLimits(
      Supplier<? extends SharedLimits> shared, InstantSource clock, Consumer<String> notes) {
    this.shared = shared;
    this.clock = clock;
    this.notes = notes;
  }

  private <T> T ask(Function<SharedLimits, T> question) {
    if (alone()) {
      return question.apply(NONE);
    }
    try {
      return question.apply(shared.get());
    } catch (Failure.Interrupted stopped) {
      throw stopped;
    } catch (Failure unreachable) {
      lost(unreachable);
      return question.apply(NONE);
    }
  }

  private synchronized boolean alone() {
    return clock.instant().isBefore(aloneUntil);
  }

  private synchronized void lost(Failure cause) {
    aloneUntil = clock.instant().plus(PATIENCE);
    if (!told) {
      told = true;
      notes.accept(
          "rate limits are not shared with other runs now, this run keeps to its own: "
              + cause.getMessage());
    }
  }

  private void tell(Consumer<SharedLimits> message) {
    ask(
        limits -> {
          message.accept(limits);
          return true;
        });
  }

  @Override
  public Permits take(String connection, Pace pace, int wanted) {
    return ask(limits -> limits.take(connection, pace, wanted));
  }

  @Override
  public void hold(String connection, Duration wait) {
    tell(limits -> limits.hold(connection, wait));
  }

  @Override
  public Turn turn(String connection, String host) {
    return ask(limits -> limits.turn(connection, host));
  }

  @Override
  public void opened(String connection, String host, Duration rest, String error) {
    tell(limits -> limits.opened(connection, host, rest, error));
  }

  @Override
  public void closed(String connection, String host) {
    tell(limits -> limits.closed(connection, host));
  }
}
