package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.PythonText;
import io.navette.http.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a strategy of the manifest waits. */
final class Backoff {
  /**
   * A template of seconds that sees the answer. Other than the rest it also holds back what follows
   * an answer that is accepted: a bucket of points is known to be empty before it is asked again.
   */
  static final String FROM_ANSWER = "navette:WaitTimeFromAnswer";

  private Backoff() {}

  /** Empty where the answer says nothing to the strategy, or says it better by Retry-After. */
  static Optional<Duration> pause(
      Component strategy, SeenAnswer seen, int tries, InstantSource clock) {
    Answer answer = seen.answer();
    return switch (strategy.type()) {
      case "WaitTimeFromHeader" -> header(strategy, answer).map(Backoff::seconds);
      case "WaitUntilTimeFromHeader" -> until(strategy, answer, clock);
      case FROM_ANSWER -> fromAnswer(strategy, seen);
      case "ConstantBackoffStrategy" ->
          patient(answer)
              ? Optional.empty()
              : strategy.number("backoff_time_in_seconds").map(Backoff::seconds);
      case "ExponentialBackoffStrategy" ->
          patient(answer)
              ? Optional.empty()
              : Optional.of(seconds(strategy.number("factor").orElse(5.0) * Math.pow(2, tries)));
      default -> throw strategy.unsupported("the backoff strategy");
    };
  }

  private static Optional<Duration> fromAnswer(Component strategy, SeenAnswer answer) {
    Object found =
        strategy.evaluator().evaluate(strategy.template("seconds").orElse(""), answer.context());
    return Optional.of(PythonText.of(found == null ? "" : found))
        .flatMap(Backoff::number)
        .filter(seconds -> seconds > 0)
        .map(Backoff::seconds);
  }

  private static boolean patient(Answer answer) {
    return answer.header("Retry-After").isPresent();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.clamp(seconds, 0, 1e9) * 1000));
  }

  private static Optional<Duration> until(Component strategy, Answer answer, InstantSource clock) {
    Optional<Double> least = strategy.number("min_wait");
    Optional<Double> wait =
        header(strategy, answer).map(end -> end - clock.instant().toEpochMilli() / 1000.0);
    return wait.map(found -> Math.max(found, least.orElse(0.0)))
        .or(() -> least)
        .map(Backoff::seconds);
  }

  private static Optional<Double> header(Component strategy, Answer answer) {
    Optional<String> regex = strategy.text("regex");
    return answer
        .header(strategy.neededText("header"))
        .map(value -> regex.map(pattern -> found(pattern, value)).orElse(value))
        .flatMap(Backoff::number);
  }

  private static String found(String regex, String value) {
    Matcher matcher = Pattern.compile(regex).matcher(value);
    return matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : "";
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
