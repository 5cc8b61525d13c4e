package io.navette.http.auth;

import java.util.Map;
import okhttp3.HttpUrl;

/**
 * How one vendor wants to be asked for tokens.
 *
 * @param connection for messages
 * @param extraFields sent with each request, such as {@code audience}
 * @param accessField the answer's name for the access token; dots lead into objects
 * @param lifetimeField the answer's name for its lifetime in seconds
 */
public record TokenRequests(
    String connection,
    HttpUrl url,
    ClientIdentity client,
    Encoding encoding,
    Map<String, String> extraFields,
    Map<String, String> headers,
    String accessField,
    String lifetimeField) {

  /** How the fields travel. */
  public enum Encoding {
    FORM,
    JSON,
    QUERY
  }

  public TokenRequests {
    extraFields = Map.copyOf(extraFields);
    headers = Map.copyOf(headers);
  }

  /** As RFC 6749 has it: a form, and the standard names. */
  public static TokenRequests of(String connection, HttpUrl url, ClientIdentity client) {
    return new TokenRequests(
        connection, url, client, Encoding.FORM, Map.of(), Map.of(), "access_token", "expires_in");
  }

  public TokenRequests withEncoding(Encoding changed) {
    return new TokenRequests(
        connection, url, client, changed, extraFields, headers, accessField, lifetimeField);
  }

  public TokenRequests withExtraFields(Map<String, String> changed) {
    return new TokenRequests(
        connection, url, client, encoding, changed, headers, accessField, lifetimeField);
  }

  public TokenRequests withHeaders(Map<String, String> changed) {
    return new TokenRequests(
        connection, url, client, encoding, extraFields, changed, accessField, lifetimeField);
  }

  public TokenRequests withAnswer(String changedAccessField, String changedLifetimeField) {
    return new TokenRequests(
        connection,
        url,
        client,
        encoding,
        extraFields,
        headers,
        changedAccessField,
        changedLifetimeField);
  }
}
