package io.navette.connector.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.http.Answer;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What Google says went wrong. Newer APIs give a {@code status} and reasons among {@code details},
 * older ones reasons among {@code errors}.
 *
 * @param state such as {@code PERMISSION_DENIED}; may be empty
 * @param reasons such as {@code rateLimitExceeded}
 * @param message for a person
 * @param link where something can be done about it; may be empty
 * @param limit the name of the quota that was hit; may be empty
 */
record GoogleError(String state, Set<String> reasons, String message, String link, String limit) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> TOO_FAST =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED");
  private static final Set<String> SPENT =
      Set.of("dailyLimitExceeded", "dailyLimitExceededUnreg", "quotaExceeded");
  private static final Set<String> DISABLED = Set.of("accessNotConfigured", "SERVICE_DISABLED");

  GoogleError {
    reasons = Set.copyOf(reasons);
  }

  static GoogleError of(Answer answer) {
    JsonNode error = json(answer).path("error");
    Set<String> reasons = new HashSet<>();
    error.path("errors").forEach(each -> reasons.add(each.path("reason").asText()));
    String link = "";
    String limit = "";
    for (JsonNode detail : error.path("details")) {
      reasons.add(detail.path("reason").asText());
      link = detail.path("metadata").path("activationUrl").asText(link);
      limit = detail.path("metadata").path("quota_limit").asText(limit);
    }
    reasons.remove("");
    return new GoogleError(
        error.path("status").asText(), reasons, error.path("message").asText(), link, limit);
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException notJson) {
      return JSON.createObjectNode();
    }
  }

  /** Whether it passes when asked more slowly. */
  boolean tooFast(int status) {
    return !spent() && (status == 429 || has(TOO_FAST));
  }

  /** Whether nothing more is given today. */
  boolean spent() {
    return has(SPENT) || limit.contains("PerDay");
  }

  /** Whether the project has not enabled the API. */
  boolean disabled() {
    return has(DISABLED);
  }

  /** Whether there is no room for more files. */
  boolean full() {
    return reasons.contains("storageQuotaExceeded");
  }

  /** Whether a document is too large to be exported. */
  boolean tooLarge() {
    return reasons.contains("exportSizeLimitExceeded");
  }

  private boolean has(Set<String> any) {
    return reasons.stream().anyMatch(any::contains);
  }
}
