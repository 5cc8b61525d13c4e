package io.navette.connector.rest.engine;

import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Judge;
import io.navette.http.RetryPolicy;
import io.navette.http.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the answers of a requester mean: its filters first, then the status. */
final class ErrorHandling implements Judge {
  /** Ours, among the failure types: what may be asked for is used up for a while. */
  private static final String QUOTA = "navette:quota_error";

  private static final Set<String> DECIDING =
      Set.of("SUCCESS", "RETRY", "IGNORE", "RESET_PAGINATION");

  /** A filter that lets the answer pass, but says something about it. */
  private static final String WARNING = "navette:Warning";

  /** Where a refusal comes with a status that tells of success. */
  private static final String NO_ACCESS = "navette:access_error";

  private final String connection;
  private final List<Component> handlers;
  private final RetryPolicy policy;
  private final InstantSource clock;
  private final Consumer<String> warnings;
  private final Judge byStatus;
  private final boolean ignoring;

  private ErrorHandling(
      String connection,
      List<Component> handlers,
      RetryPolicy policy,
      InstantSource clock,
      Consumer<String> warnings) {
    this.connection = connection;
    this.handlers = List.copyOf(handlers);
    this.policy = policy;
    this.clock = clock;
    this.warnings = warnings;
    this.byStatus = Judge.byStatus(policy);
    this.ignoring =
        handlers.stream()
            .flatMap(handler -> handler.children("response_filters").stream())
            .anyMatch(ErrorHandling::isIgnoring);
  }

  /**
   * @param warnings is told what answers that pass have to say
   */
  static ErrorHandling of(
      String connection,
      Optional<Component> handler,
      RetryPolicy policy,
      InstantSource clock,
      Consumer<String> warnings) {
    List<Component> handlers = new ArrayList<>();
    handler.ifPresent(found -> flatten(found, handlers));
    return new ErrorHandling(connection, handlers, policy, clock, warnings);
  }

  private static void flatten(Component handler, List<Component> into) {
    switch (handler.type()) {
      case "CompositeErrorHandler" ->
          handler.children("error_handlers").forEach(child -> flatten(child, into));
      case "DefaultErrorHandler" -> into.add(handler);
      default -> throw handler.unsupported("the error handler");
    }
  }

  /** How often a request may be tried, where the manifest says so. */
  static Optional<Integer> tries(Optional<Component> handler) {
    return handler
        .map(found -> found.children("error_handlers").stream().findFirst().orElse(found))
        .flatMap(found -> found.integer("max_retries"))
        .map(retries -> Math.clamp(retries + 1, 1, 100));
  }

  /** Whether nothing of the answer is read. */
  boolean ignores(Answer answer) {
    return ignoring && filter(new SeenAnswer(answer)).filter(ErrorHandling::isIgnoring).isPresent();
  }

  @Override
  public Verdict judge(Answer judged, int tries) {
    SeenAnswer answer = new SeenAnswer(judged);
    warn(answer);
    Optional<Component> filter = filter(answer);
    if (filter.isEmpty()) {
      return withPause(byStatus.judge(judged, tries), answer, tries);
    }
    return switch (action(filter.get())) {
      case "SUCCESS", "IGNORE" -> withPause(Verdict.accept(), answer, tries);
      case "RETRY" -> withPause(Verdict.repeat(), answer, tries);
      case "RATE_LIMITED" -> withPause(Verdict.limited(), answer, tries);
      case "REFRESH_TOKEN_THEN_RETRY" -> Verdict.renew();
      case "RESET_PAGINATION" -> throw new PaginationReset.Requested();
      default -> refuse(filter.get(), answer);
    };
  }

  /** What an answer that is good has to say besides: each text once. */
  private void warn(SeenAnswer answer) {
    handlers.stream()
        .flatMap(handler -> handler.children("response_filters").stream())
        .filter(found -> found.type().equals(WARNING) && matches(found, answer))
        .map(
            found -> found.evaluator().text(found.template("message").orElse(""), answer.context()))
        .forEach(warnings);
  }

  private static boolean isIgnoring(Component filter) {
    return action(filter).equals("IGNORE");
  }

  private static String action(Component filter) {
    return filter.template("action").orElse("FAIL");
  }

  private Verdict refuse(Component filter, SeenAnswer answer) {
    int status = answer.answer().status();
    Optional<String> message =
        filter
            .template("error_message")
            .map(template -> filter.evaluator().text(template, answer.context()));
    if (status >= 400 && message.isEmpty()) {
      return Verdict.refuse();
    }
    String said = message.orElse("the manifest calls this answer an error");
    String text = connection + ": " + said + " (HTTP " + status + ")";
    Optional<String> kind = filter.template("failure_type");
    if (kind.filter(QUOTA::equals).isPresent()) {
      throw new Failure.Quota(text, "run again later");
    }
    if (kind.filter(NO_ACCESS::equals).isPresent()) {
      throw new Failure.Access(text, "check the credentials: navette test " + connection);
    }
    switch (status) {
      case 401, 403 ->
          throw new Failure.Access(text, "check the credentials: navette test " + connection);
      case 429 -> throw new Failure.Quota(text, "run again later");
      default -> {}
    }
    throw kind.filter("config_error"::equals).isPresent()
        ? new Failure.Configuration(text, "check the settings of the connection " + connection)
        : new Failure.Remote(text, "see what the API says, then run again");
  }

  private Verdict withPause(Verdict verdict, SeenAnswer answer, int tries) {
    boolean accepted = verdict.equals(Verdict.accept());
    Optional<Duration> pause =
        handlers.stream()
            .flatMap(handler -> handler.children("backoff_strategies").stream())
            .filter(strategy -> !accepted || strategy.type().equals(Backoff.FROM_ANSWER))
            .flatMap(strategy -> Backoff.pause(strategy, answer, tries, clock).stream())
            .findFirst();
    if (accepted) {
      return pause.map(Verdict::acceptAndRest).orElse(verdict);
    }
    if (pause.isEmpty()) {
      return verdict;
    }
    if (verdict.equals(Verdict.repeat())) {
      return Verdict.repeatAfter(pause.get());
    }
    return verdict.equals(Verdict.limited()) ? Verdict.limitedAfter(pause.get()) : verdict;
  }

  /**
   * The filter that says what the answer means; empty where its status does. Of several handlers
   * the first counts that lets the answer pass, repeats it or begins anew, be it by the status
   * alone; where none does, the last that matches.
   */
  private Optional<Component> filter(SeenAnswer answer) {
    Optional<Component> last = Optional.empty();
    for (Component handler : handlers) {
      Optional<Component> filter = filter(handler, answer);
      boolean decides =
          filter.map(found -> DECIDING.contains(action(found))).orElseGet(() -> passes(answer));
      if (decides) {
        return filter;
      }
      if (filter.isPresent()) {
        last = filter;
      }
    }
    return last;
  }

  private boolean passes(SeenAnswer answer) {
    Verdict verdict = byStatus.judge(answer.answer(), 1);
    return verdict.equals(Verdict.accept()) || verdict.equals(Verdict.repeat());
  }

  private static Optional<Component> filter(Component handler, SeenAnswer answer) {
    return handler.children("response_filters").stream()
        .filter(found -> !found.type().equals(WARNING))
        .filter(found -> matches(found, answer))
        .findFirst();
  }

  private static boolean matches(Component filter, SeenAnswer answer) {
    if (filter.get("http_codes") instanceof List<?> codes
        && codes.stream().anyMatch(code -> isStatus(code, answer.answer().status()))) {
      // Ours: of the answers with these statuses, those for which it holds.
      Optional<String> condition = filter.template("condition");
      return condition.isEmpty() || filter.evaluator().condition(condition.get(), answer.context());
    }
    if (filter
        .template("error_message_contains")
        .filter(part -> answer.text().contains(part))
        .isPresent()) {
      return true;
    }
    return filter
        .template("predicate")
        .filter(template -> filter.evaluator().condition(template, answer.context()))
        .isPresent();
  }

  private static boolean isStatus(@Nullable Object code, int status) {
    return String.valueOf(code).equals(Integer.toString(status));
  }

  RetryPolicy policy() {
    return policy;
  }
}
