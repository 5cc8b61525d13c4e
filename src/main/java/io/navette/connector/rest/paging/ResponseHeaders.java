package io.navette.connector.rest.paging;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a response as templates see them: found whatever the case of their name, and
 * {@code headers.link} as a map from the relation to its link, so that {@code
 * headers.link.next.url} is the next page.
 */
public final class ResponseHeaders extends AbstractMap<String, @Nullable Object> {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^,<]*(?:\"[^\"]*\"[^,<]*)*)");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([\\w*-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;]*))");

  private final Map<String, @Nullable Object> byName = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> folded = new LinkedHashMap<>();

  private ResponseHeaders() {}

  /** The headers as they came. */
  public static ResponseHeaders of(Map<String, @Nullable Object> headers) {
    ResponseHeaders held = new ResponseHeaders();
    headers.forEach(
        (name, value) -> {
          held.byName.put(name, value);
          held.folded.put(name.toLowerCase(Locale.ROOT), value);
        });
    Object link = held.folded.get("link");
    held.byName.put("link", links(link instanceof String text ? text : ""));
    return held;
  }

  private static Map<String, @Nullable Object> links(String header) {
    Map<String, @Nullable Object> links = new LinkedHashMap<>();
    Matcher matcher = LINK.matcher(header);
    while (matcher.find()) {
      Map<String, @Nullable Object> link = new LinkedHashMap<>();
      link.put("url", matcher.group(1));
      Matcher parameter = PARAMETER.matcher(matcher.group(2));
      while (parameter.find()) {
        String value = parameter.group(2);
        value = value == null ? parameter.group(3) : value;
        link.put(parameter.group(1), value == null ? parameter.group(4) : value);
      }
      links.put(String.valueOf(link.getOrDefault("rel", matcher.group(1))), link);
    }
    return links;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return byName.containsKey(name) || !(name instanceof String text)
        ? byName.get(name)
        : folded.get(text.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return byName.containsKey(name)
        || (name instanceof String text && folded.containsKey(text.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return byName.entrySet();
  }
}
