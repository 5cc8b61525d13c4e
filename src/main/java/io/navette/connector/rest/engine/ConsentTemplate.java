package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.FieldPath;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.auth.Consent;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The small template language of {@code oauth_connector_input_specification}: names in braces,
 * innermost first, and filters behind bars.
 */
final class ConsentTemplate implements Consent {
  private static final Pattern INNERMOST = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final int MOST_STEPS = 200;

  private final String template;
  private final Map<String, String> known;
  private final Map<String, @Nullable Object> config;

  /**
   * @param known values by name, such as {@code client_id}; there are {@code client_id_value},
   *     {@code client_id_key} and {@code client_id_param} of each
   * @param config whose values can be named, too
   */
  ConsentTemplate(
      String template, Map<String, String> known, Map<String, @Nullable Object> config) {
    this.template = template;
    this.known = Map.copyOf(known);
    this.config = config;
  }

  @Override
  public HttpUrl address(HttpUrl redirect, String state) {
    Map<String, String> values = new LinkedHashMap<>(known);
    values.put("redirect_uri", redirect.toString());
    values.put("state", state);
    String text = render(values);
    HttpUrl address = HttpUrl.parse(text);
    if (address == null) {
      throw new Failure.Configuration(
          "the manifest's consent_url is no address: " + text, "check the connection's config");
    }
    return address;
  }

  String render(Map<String, String> values) {
    String text = template;
    for (int step = 0; step < MOST_STEPS; step++) {
      Matcher found = INNERMOST.matcher(text);
      if (!found.find()) {
        return text;
      }
      text =
          text.substring(0, found.start())
              + value(found.group(1), values)
              + text.substring(found.end());
    }
    throw new Failure.Configuration("the manifest's login templates never end", "");
  }

  private String value(String inside, Map<String, String> values) {
    String[] parts = inside.split("\\|", -1);
    String value = named(parts[0].strip(), values);
    for (int i = 1; i < parts.length; i++) {
      value = filtered(value, parts[i].strip());
    }
    return value;
  }

  /** What is no name is the text that a filter is for. */
  private String named(String name, Map<String, String> values) {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String key = entry.getKey();
      if (name.equals(key + "_value") || name.equals(key)) {
        return entry.getValue();
      }
      if (name.equals(key + "_key")) {
        return key;
      }
      if (name.equals(key + "_param")) {
        return key + "=" + encoded(entry.getValue());
      }
    }
    Object set = FieldPath.of(List.of(name.split("\\.", -1))).get(config);
    return set == null ? name : PythonText.of(set);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String filtered(String text, String filter) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (filter) {
      case "urlEncoder" -> encoded(text);
      case "urlDecoder" -> URLDecoder.decode(text, StandardCharsets.UTF_8);
      case "base64Encoder" -> Base64.getEncoder().encodeToString(bytes);
      case "base64Decoder" -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      case "codeChallengeS256" ->
          Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
      default ->
          throw new Failure.Configuration(
              "the manifest's login uses a filter that is not known: " + filter, "");
    };
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
