package io.navette.connector.rest.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.navette.failure.Failure;
import io.navette.http.CallPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Tells the requests a {@code HttpRequestRegexMatcher} means. */
final class RequestMatchers {
  private RequestMatchers() {}

  /** Those of the component's {@code matchers}; none for all requests. */
  static List<CallPolicy.Part> of(Component component) {
    return component.children("matchers").stream()
        .map(
            matcher -> new CallPolicy.Part(requests(matcher), matcher.integer("weight").orElse(1L)))
        .toList();
  }

  private static Predicate<Request> requests(Component matcher) {
    List<Predicate<Request>> conditions = new ArrayList<>();
    matcher
        .text("method")
        .ifPresent(method -> conditions.add(request -> request.method().equalsIgnoreCase(method)));
    matcher.text("url_base").ifPresent(base -> conditions.add(base(base)));
    matcher.text("url_path_pattern").ifPresent(pattern -> conditions.add(path(pattern)));
    texts(matcher, "params")
        .forEach(
            (name, value) ->
                conditions.add(
                    request -> request.url().queryParameterValues(name).contains(value)));
    texts(matcher, "headers")
        .forEach((name, value) -> conditions.add(request -> value.equals(request.header(name))));
    return request -> conditions.stream().allMatch(condition -> condition.test(request));
  }

  private static Map<String, String> texts(Component matcher, String name) {
    return Authenticators.texts(matcher, name);
  }

  /** Scheme, host and port; a path behind them is not looked at. */
  private static Predicate<Request> base(String written) {
    HttpUrl base =
        Optional.ofNullable(HttpUrl.parse(written))
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        "the url_base of a HttpRequestRegexMatcher is no URL: " + written, ""));
    return request ->
        request.url().scheme().equals(base.scheme())
            && request.url().host().equals(base.host())
            && request.url().port() == base.port();
  }

  private static Predicate<Request> path(String written) {
    try {
      Pattern pattern = Pattern.compile(written);
      return request -> pattern.matcher(request.url().encodedPath()).find();
    } catch (PatternSyntaxException e) {
      throw new Failure.Configuration(
          "the url_path_pattern of a HttpRequestRegexMatcher is no pattern: " + e.getMessage(),
          "",
          e);
    }
  }
}
