package io.navette.connector.rest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.http.Answer;
import io.navette.http.RetryPolicy;
import io.navette.http.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** What judging an answer costs, seen by the memory it takes. */
final class ErrorHandlingTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Answer answer = page();

  /** A page of a few thousand records. */
  private static Answer page() {
    String records = "{\"id\": 4711, \"name\": \"a name\", \"total\": 12.5},".repeat(5000);
    String body = "{\"records\": [" + records + "{}]}";
    return new Answer(200, Headers.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static ErrorHandling handler(String filters) {
    Interpolation evaluator = Interpolation.of(InstantSource.system(), Map.of());
    String handler = "type: DefaultErrorHandler\nresponse_filters:\n" + filters;
    return ErrorHandling.of(
        "shop",
        Optional.of(Component.of(Manifest.tree(handler, "test"), evaluator)),
        RetryPolicy.DEFAULT,
        InstantSource.system(),
        line -> {});
  }

  private static String filters(int count) {
    StringBuilder filters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      filters
          .append("  - {type: HttpResponseFilter, predicate: \"{{ response.error == ")
          .append(i)
          .append(" }}\"}\n");
    }
    return filters.toString();
  }

  /** Bytes it takes to judge the answer and to find out whether it is ignored. */
  private long taken(String filters) {
    ErrorHandling errors = handler(filters);
    assertThat(errors.judge(answer, 1)).isEqualTo(Verdict.accept());
    long before = THREADS.getCurrentThreadAllocatedBytes();
    errors.judge(answer, 1);
    errors.ignores(answer);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void anAnswerIsParsedOnceHoweverManyFiltersLookAtIt() {
    assertThat(taken(filters(10))).isLessThan(2 * taken(filters(1)));
  }

  @Test
  void anAnswerNobodyLooksIntoIsNotParsed() {
    assertThat(taken("  - {type: HttpResponseFilter, http_codes: [404], action: IGNORE}\n"))
        .isLessThan(answer.body().length);
  }
}
