package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.failure.Failure;
import io.navette.http.CallPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A pool of calls as the manifest declares it, that each token has for itself. */
final class QuotaPool {
  private final Component declared;
  private final List<CallPolicy.Part> parts;
  private final Set<Integer> exhaustion;

  QuotaPool(Component declared) {
    this.declared = declared;
    this.parts = RequestMatchers.of(declared);
    this.exhaustion = Budget.codes(declared, "exhaustion_status_codes", Set.of());
  }

  String name() {
    return declared.neededText("name");
  }

  /** A pool without matchers is that of all requests. */
  boolean counts(Request request) {
    return parts.isEmpty() || parts.stream().anyMatch(part -> part.matches().test(request));
  }

  /** Takes what the quota endpoint says. */
  void seed(TokenQuota quota, @Nullable Object status) {
    FieldPath limit = declared.path("limit_path");
    quota.seed(
        number(declared.path("remaining_path").get(status))
            .orElseThrow(() -> missing("remaining_path")),
        moment(declared.path("reset_path").get(status)).orElseThrow(() -> missing("reset_path")),
        limit.isEmpty() ? OptionalLong.empty() : number(limit.get(status)));
  }

  private Failure missing(String path) {
    return new Failure.Configuration(
        "the quota status holds nothing for " + name() + " at " + declared.path(path),
        "check " + path + " of the TokenQuota in the manifest");
  }

  /** Returns whether the answer says that the token has nothing left here. */
  boolean correct(TokenQuota quota, Response response) {
    boolean exhausted = exhaustion.contains(response.code());
    quota.correct(
        number(header(response, "remaining_header")),
        moment(header(response, "reset_header")),
        number(header(response, "limit_header")),
        exhausted);
    return exhausted;
  }

  private @Nullable String header(Response response, String name) {
    return declared.text(name).map(response::header).orElse(null);
  }

  private static OptionalLong number(@Nullable Object value) {
    return switch (value) {
      case Number number -> OptionalLong.of(number.longValue());
      case String text when text.strip().matches("-?\\d{1,18}") ->
          OptionalLong.of(Long.parseLong(text.strip()));
      case null, default -> OptionalLong.empty();
    };
  }

  /** Seconds since 1970, or a moment as text. */
  private static Optional<Instant> moment(@Nullable Object value) {
    OptionalLong seconds = number(value);
    if (seconds.isPresent() && Math.abs(seconds.getAsLong()) < 1L << 40) {
      return Optional.of(Instant.ofEpochSecond(seconds.getAsLong()));
    }
    return value instanceof String text
        ? Moments.parse(text).map(moment -> moment.toInstant())
        : Optional.empty();
  }
}
