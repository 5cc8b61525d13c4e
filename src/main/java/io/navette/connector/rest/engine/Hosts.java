package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The hosts a manifest's own addresses lead to: those that are sent credentials. */
final class Hosts {
  private static final Set<String> ADDRESSES =
      Set.of(
          "url",
          "url_base",
          "path",
          "api_url",
          "login_url",
          "validate_session_url",
          "token_refresh_endpoint",
          "consent_url",
          "access_token_url");
  private static final Pattern LITERAL =
      Pattern.compile("^\\s*https?://([^/?#:{}\\s]+)(?=[/?#:]|$)");

  private final SortedSet<String> found = new TreeSet<>();

  private Hosts() {}

  static SortedSet<String> of(Manifest manifest, Interpolation evaluator) {
    return of(manifest.root(), evaluator);
  }

  static SortedSet<String> of(Map<String, @Nullable Object> tree, Interpolation evaluator) {
    Hosts hosts = new Hosts();
    hosts.walk(tree, evaluator);
    return hosts.found;
  }

  private void walk(@Nullable Object node, Interpolation outer) {
    if (node instanceof List<?> items) {
      items.forEach(item -> walk(item, outer));
    } else if (node instanceof Map<?, ?>) {
      Map<String, @Nullable Object> fields = PlainValues.map(node);
      Interpolation inner = outer.within(fields.get("$parameters"));
      fields.forEach(
          (name, value) -> {
            if (ADDRESSES.contains(name) && value instanceof String address) {
              host(address, inner);
            } else if (!name.equals("schema")) {
              walk(value, inner);
            }
          });
    }
  }

  /** A host that only a response can tell is never sent credentials. */
  private void host(String address, Interpolation inner) {
    Matcher literal = LITERAL.matcher(address);
    if (literal.find()) {
      found.add(literal.group(1).toLowerCase(Locale.ROOT));
      return;
    }
    try {
      HttpUrl url = HttpUrl.parse(inner.text(address, Clients.blank()));
      if (url != null) {
        found.add(url.host());
      }
    } catch (Failure unknown) {
      return;
    }
  }
}
