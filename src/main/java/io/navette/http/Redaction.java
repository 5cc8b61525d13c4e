package io.navette.http;

import io.navette.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Keeps secrets out of texts: those of the connection by their value, others by the name beside
 * them or by their look. Errs on the side of hiding. Thread-safe.
 */
public final class Redaction {
  private static final String HIDDEN = "***";
  private static final int REMEMBERED = 512;

  /** Shorter values would hide parts of ordinary words. */
  private static final int SHORTEST = 5;

  private static final String SECRET_WORD =
      "token|secret|passw|passphrase|pwd|api-?_?key|apikey|access-?_?key|private-?_?key|auth|"
          + "signature|session|cookie|credential|jwt|hmac|assertion|hapikey";
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(?:" + SECRET_WORD + ").*|key|sig|code|code_verifier|x-amz-.*|x-goog-s.*");
  private static final Pattern BESIDE_NAME =
      Pattern.compile(
          "(?i)([\\w.-]*(?:"
              + SECRET_WORD
              + ")[\\w.-]*[\"']?\\s*[:=]\\s*[\"']?)"
              + "(?=[^\\s\"'&,;<>]*\\d|[^\\s\"'&,;<>]{20})[^\\s\"'&,;<>]{5,}");
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)\\b(bearer|basic)\\s+(?=[\\w.~+/=-]*\\d|[\\w.~+/=-]{20})[\\w.~+/=-]{5,}");
  private static final Pattern SCHEME_NAME = Pattern.compile("[A-Za-z-]{1,12}");
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{5,}\\.[\\w-]+\\.?[\\w-]*");
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");
  private static final Set<String> HARMLESS_NAMES = Set.of("author", "authority", "token_type");

  private final Map<String, Boolean> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** This value is never shown again. */
  public void learn(Secret secret) {
    learn(secret.reveal());
  }

  private void learn(String value) {
    if (value.length() >= SHORTEST) {
      synchronized (known) {
        known.put(value, true);
        known.put(URLEncoder.encode(value, StandardCharsets.UTF_8), true);
      }
    }
  }

  /** What credentials added to a request are secrets, whatever their names. */
  void learn(Request before, Request after) {
    for (String name : after.headers().names()) {
      List<String> old = before.headers(name);
      after.headers(name).stream().filter(value -> !old.contains(value)).forEach(this::learnParts);
    }
    for (String name : after.url().queryParameterNames()) {
      List<String> old = before.url().queryParameterValues(name);
      after.url().queryParameterValues(name).stream()
          .filter(Objects::nonNull)
          .filter(value -> !old.contains(value))
          .forEach(this::learn);
    }
  }

  /** Of a header {@code Bearer x} or {@code a=x; b=y}, each x and y. */
  private void learnParts(String value) {
    learn(value);
    String[] parts = value.split("[\\s;,]+", -1);
    boolean scheme = parts.length > 1 && SCHEME_NAME.matcher(parts[0]).matches();
    for (int i = scheme ? 1 : 0; i < parts.length; i++) {
      learn(parts[i]);
      learn(parts[i].substring(parts[i].indexOf('=') + 1));
    }
  }

  /** The text with all that looks secret replaced by {@code ***}. */
  public String hide(String text) {
    String hidden = text;
    Collection<String> values;
    synchronized (known) {
      values = List.copyOf(known.keySet());
    }
    for (String value : values) {
      hidden = hidden.replace(value, HIDDEN);
    }
    hidden = USER_INFO.matcher(hidden).replaceAll("://" + HIDDEN + "@");
    hidden = JWT.matcher(hidden).replaceAll(HIDDEN);
    hidden = SCHEME.matcher(hidden).replaceAll("$1 " + HIDDEN);
    return BESIDE_NAME.matcher(hidden).replaceAll("$1" + HIDDEN);
  }

  /** With the parameters' names, and the values of those whose names look harmless. */
  String url(HttpUrl url) {
    HttpUrl.Builder shown = url.newBuilder().username("").password("").query(null).fragment(null);
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    for (int i = 0; i < url.querySize(); i++) {
      String name = url.queryParameterName(i);
      String value = url.queryParameterValue(i);
      query.add(name + "=" + (value == null ? "" : secret(name) ? HIDDEN : value));
    }
    return hide(shown.build() + query.toString());
  }

  String path(HttpUrl url) {
    return hide(url.host() + url.encodedPath());
  }

  String headers(Headers headers) {
    StringJoiner shown = new StringJoiner(", ", "{", "}");
    headers.forEach(
        header ->
            shown.add(
                header.getFirst()
                    + ": "
                    + (secret(header.getFirst()) ? HIDDEN : hide(header.getSecond()))));
    return shown.toString();
  }

  private static boolean secret(String name) {
    return NAME.matcher(name).matches() && !HARMLESS_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
