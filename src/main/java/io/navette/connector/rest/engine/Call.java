package io.navette.connector.rest.engine;

import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Judge;
import io.navette.http.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The requests of one requester that writes, or that asks about what was written. */
public final class Call {
  private final HttpRequester requester;

  Call(Component requester, Clients clients) {
    this.requester = new HttpRequester(requester, clients);
  }

  /**
   * What is sent besides what the requester says.
   *
   * @param body in place of the requester's own
   * @param headers besides the requester's
   * @param repeatable whether it may arrive twice without harm
   * @param returned statuses that are handed to the caller, as they speak of the records sent
   */
  public record Outgoing(
      Optional<RequestBody> body,
      Map<String, String> headers,
      boolean repeatable,
      Set<Integer> returned) {
    /** A question. */
    public static final Outgoing QUESTION =
        new Outgoing(Optional.empty(), Map.of(), true, Set.of());

    public Outgoing {
      headers = Map.copyOf(headers);
      returned = Set.copyOf(returned);
    }

    /** A question with a body of its own. */
    public static Outgoing question(Optional<RequestBody> body) {
      return new Outgoing(body, Map.of(), true, Set.of());
    }
  }

  /** Why no address can be made of what the templates see; empty where one can. */
  public Optional<String> unaddressable(Map<String, @Nullable Object> context) {
    try {
      requester.path(context);
      return Optional.empty();
    } catch (Failure.Data unfit) {
      return Optional.ofNullable(unfit.getMessage());
    }
  }

  /**
   * Sends it; blocks through waits and repetitions. Returns answers that are accepted, and those
   * whose status is among the returned ones.
   *
   * @param context what the requester's templates see
   * @throws io.navette.failure.Failure.Remote when it broke or the API failed: what was not
   *     repeatable may have been carried out
   */
  public Answer send(Outgoing outgoing, Map<String, @Nullable Object> context) {
    RequestParts parts = new RequestParts();
    parts.body = outgoing.body();
    parts.headers.putAll(outgoing.headers());
    Judge errors = requester.errors();
    Judge judge =
        (answer, tries) -> {
          Verdict verdict = errors.judge(answer, tries);
          boolean returned =
              verdict.equals(Verdict.refuse()) && outgoing.returned().contains(answer.status());
          return returned ? Verdict.accept() : verdict;
        };
    return requester.write(parts, context, outgoing.repeatable(), judge);
  }

  /** The headers of an answer as templates see them. */
  public static Map<String, @Nullable Object> headers(Answer answer) {
    return HttpRequester.headers(answer.headers());
  }
}
