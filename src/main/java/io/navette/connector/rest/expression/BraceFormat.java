package io.navette.connector.rest.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '{} of {name:>5}'.format(a, name=b)}; items and attributes of values are not reached. */
final class BraceFormat {
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|\\}\\}|\\{([A-Za-z0-9_]*)(?:!([rs]))?(?::([^{}]*))?\\}|[{}]");
  private static final Pattern STYLE =
      Pattern.compile("(?:(.)?([<>=^]))?([-+ ])?(0)?(\\d{1,6})?(,)?(?:\\.(\\d{1,6}))?([a-zA-Z%])?");

  private BraceFormat() {}

  static String format(String pattern, Arguments given, Scope scope) {
    Matcher matcher = FIELD.matcher(pattern);
    StringBuilder text = new StringBuilder();
    int end = 0;
    int automatic = 0;
    while (matcher.find()) {
      text.append(pattern, end, matcher.start());
      end = matcher.end();
      String found = matcher.group();
      if (found.equals("{{") || found.equals("}}")) {
        text.append(found.charAt(0));
      } else if (found.length() == 1) {
        throw Fault.value("a format has a brace alone, or a field that is not supported");
      } else {
        String name = matcher.group(1).isEmpty() ? String.valueOf(automatic++) : matcher.group(1);
        Object value = value(name, given);
        Object shown = "r".equals(matcher.group(2)) ? Printer.quoted(value, scope) : value;
        text.append(styled(shown, matcher.group(3), scope));
      }
      scope.budget().spend(1);
      scope.budget().text(text.length());
    }
    return text.append(pattern.substring(end)).toString();
  }

  private static Object value(String name, Arguments given) {
    boolean number = Character.isDigit(name.charAt(0));
    Object value = number ? positional(name, given) : given.named().get(name);
    if (value == null) {
      throw Fault.value("the format needs a value '" + name + "'");
    }
    return value;
  }

  private static @Nullable Object positional(String digits, Arguments given) {
    Object index = Numbers.parseWhole(digits, 10);
    int position = index == null ? Integer.MAX_VALUE : Numbers.index(index);
    return given.has(position) ? given.get(position) : null;
  }

  private static String styled(Object value, @Nullable String spec, Scope scope) {
    if (spec == null || spec.isEmpty()) {
      return Printer.plain(value, scope);
    }
    if (value instanceof Moment moment) {
      return DateFormat.format(moment, spec);
    }
    Matcher style = STYLE.matcher(spec);
    if (!style.matches()) {
      throw Fault.value("a format has a style that is not supported");
    }
    boolean number = Numbers.is(value) && !(value instanceof Boolean && style.group(8) == null);
    boolean zero = style.group(4) != null;
    String filler = style.group(1) != null ? style.group(1) : zero ? "0" : " ";
    char alignment = style.group(2) != null ? style.group(2).charAt(0) : number ? '>' : '<';
    Style chosen =
        new Style(
            filler,
            alignment,
            "-".equals(style.group(3)) || style.group(3) == null ? "" : style.group(3),
            integer(style.group(5), 0),
            integer(style.group(7), -1),
            style.group(6) != null);
    if (!number) {
      return chosen.text(Printer.plain(value, scope), scope);
    }
    String kind = style.group(8) != null ? style.group(8) : Numbers.isWhole(value) ? "d" : "g";
    boolean shortest = style.group(8) == null && value instanceof Double && style.group(7) == null;
    return shortest
        ? chosen.text(Printer.plain(value, scope), scope)
        : chosen.number(value, kind, scope);
  }

  private static int integer(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }
}
