package io.navette.http.auth;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * How one vendor wants to be asked for tokens.
 *
 * @param connection for messages
 * @param extraFields sent with each request, such as {@code audience}
 * @param names the vendor's own for fields of the standard, such as {@code client_id}
 */
public record TokenRequests(
    String connection,
    HttpUrl url,
    ClientIdentity client,
    Encoding encoding,
    Map<String, String> extraFields,
    Map<String, String> headers,
    Map<String, String> names,
    AnswerFields answer) {

  /** How the fields travel. */
  public enum Encoding {
    FORM,
    JSON,
    QUERY
  }

  /**
   * Where the answer holds what; dots lead into objects.
   *
   * @param lifetime of the access token in seconds; or the moment it expires
   * @param moment reads such a moment; empty where it is seconds
   */
  public record AnswerFields(
      String access, String lifetime, String refresh, Optional<Function<String, Instant>> moment) {
    /** As RFC 6749, 5.1 names them. */
    public static final AnswerFields STANDARD =
        new AnswerFields("access_token", "expires_in", "refresh_token");

    /** For vendors that tell the seconds a token lives. */
    public AnswerFields(String access, String lifetime, String refresh) {
      this(access, lifetime, refresh, Optional.empty());
    }

    /**
     * For vendors that tell when a token expires.
     *
     * @param reader fails with a Failure when the text is no moment
     */
    public AnswerFields withMoment(Function<String, Instant> reader) {
      return new AnswerFields(access, lifetime, refresh, Optional.of(reader));
    }
  }

  public TokenRequests {
    extraFields = Map.copyOf(extraFields);
    headers = Map.copyOf(headers);
    names = Map.copyOf(names);
  }

  /** As RFC 6749 has it: a form, and the standard names. */
  public static TokenRequests of(String connection, HttpUrl url, ClientIdentity client) {
    return new TokenRequests(
        connection,
        url,
        client,
        Encoding.FORM,
        Map.of(),
        Map.of(),
        Map.of(),
        AnswerFields.STANDARD);
  }

  public TokenRequests withEncoding(Encoding changed) {
    return new TokenRequests(connection, url, client, changed, extraFields, headers, names, answer);
  }

  public TokenRequests withExtraFields(Map<String, String> changed) {
    return new TokenRequests(connection, url, client, encoding, changed, headers, names, answer);
  }

  public TokenRequests withHeaders(Map<String, String> changed) {
    return new TokenRequests(
        connection, url, client, encoding, extraFields, changed, names, answer);
  }

  public TokenRequests withNames(Map<String, String> changed) {
    return new TokenRequests(
        connection, url, client, encoding, extraFields, headers, changed, answer);
  }

  public TokenRequests withAnswer(AnswerFields changed) {
    return new TokenRequests(
        connection, url, client, encoding, extraFields, headers, names, changed);
  }

  /** What the vendor calls this field. */
  String named(String field) {
    return names.getOrDefault(field, field);
  }
}
