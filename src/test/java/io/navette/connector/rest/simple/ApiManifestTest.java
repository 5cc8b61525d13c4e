package io.navette.connector.rest.simple;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Settings;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.secret.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ApiManifestTest {
  private static final String SOURCE =
      """
      streams:
        - requester: {type: HttpRequester, path: a}
        - requester: {type: HttpRequester, path: b, error_handler: {$ref: "#/definitions/errors"}}
      definitions:
        errors:
          type: DefaultErrorHandler
          max_retries: 9
          backoff_strategies: [{type: WaitTimeFromHeader, header: Retry-After}]
          response_filters: [{type: HttpResponseFilter, http_codes: [404], action: IGNORE}]
      """;

  private static Map<String, @Nullable Object> tree(String yaml) {
    return Manifest.tree(yaml, "test");
  }

  @Test
  void nothingSetChangesNothing() {
    assertThat(ApiManifest.of(tree(SOURCE), Map.of())).isEqualTo(tree(SOURCE));
  }

  @Test
  void retriesWaitsAndLimitsChangeTheManifest() {
    assertThat(
            ApiManifest.of(
                tree(SOURCE),
                tree(
                    """
                    connection: {max_retries: 3, retry_delay: 2}
                    rate_limit: {max_requests_per_minute: 60, throttle_on_limit: false}
                    """)))
        .isEqualTo(
            tree(
                """
                streams:
                  - requester:
                      type: HttpRequester
                      path: a
                      error_handler:
                        type: DefaultErrorHandler
                        max_retries: 3
                        backoff_strategies: [{type: ExponentialBackoffStrategy, factor: 2}]
                        response_filters: [&stop {type: HttpResponseFilter, http_codes: [429], action: FAIL,
                          error_message: "too many requests, and rate_limit.throttle_on_limit is off"}]
                  - requester: {type: HttpRequester, path: b, error_handler: {$ref: "#/definitions/errors"}}
                definitions:
                  errors:
                    type: DefaultErrorHandler
                    max_retries: 3
                    backoff_strategies: [{type: WaitTimeFromHeader, header: Retry-After}]
                    response_filters: [*stop, {type: HttpResponseFilter, http_codes: [404], action: IGNORE}]
                api_budget:
                  type: HTTPAPIBudget
                  policies:
                    - type: MovingWindowCallRatePolicy
                      rates: [{type: Rate, limit: 60, interval: PT1M}]
                      matchers: []
                """));
  }

  @Test
  void dottedSettingsAreNestedAgain() {
    Settings settings =
        new Settings(
            "caisse",
            Map.of(
                "api.base_url",
                "https://x.test",
                "auth.client_secret",
                new Secret("s3cret"),
                "connection.timeout",
                Duration.ofMinutes(1)));
    assertThat(SettingTree.of(settings))
        .isEqualTo(
            tree(
                """
                api: {base_url: "https://x.test"}
                auth: {client_secret: s3cret}
                connection: {timeout: 60}
                """));
  }
}
