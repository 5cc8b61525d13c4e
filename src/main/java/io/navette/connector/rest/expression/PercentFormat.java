package io.navette.connector.rest.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '%s of %d' % (a, b)}. */
final class PercentFormat {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "%(?:\\(([^)]*)\\))?([-+ #0]*)(\\d{1,6})?(?:\\.(\\d{1,6}))?(.)", Pattern.DOTALL);

  private final Object values;
  private final Scope scope;
  private int taken;

  private PercentFormat(Object values, Scope scope) {
    this.values = values;
    this.scope = scope;
  }

  static String format(String pattern, Object values, Scope scope) {
    PercentFormat format = new PercentFormat(values, scope);
    Matcher matcher = DIRECTIVE.matcher(pattern);
    StringBuilder text = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      text.append(pattern, end, matcher.start()).append(format.directive(matcher));
      scope.budget().spend(1);
      scope.budget().text(text.length());
      end = matcher.end();
    }
    if (pattern.indexOf('%', end) >= 0) {
      throw Fault.value("a format ends with '%'");
    }
    format.checkAllTaken();
    return text.append(pattern.substring(end)).toString();
  }

  private void checkAllTaken() {
    boolean single =
        !(values instanceof List<?> || values instanceof Undefined) && Values.map(values) == null;
    int count = values instanceof Tuple tuple ? tuple.size() : single ? 1 : taken;
    if (taken < count) {
      throw Fault.type("not all values are used by the format");
    }
  }

  private String directive(Matcher matcher) {
    String kind = matcher.group(5);
    if (kind.equals("%")) {
      return "%";
    }
    Object value = value(matcher.group(1));
    String flags = matcher.group(2);
    Style style =
        new Style(
            flags.contains("0") && !flags.contains("-") && !"sr".contains(kind) ? "0" : " ",
            flags.contains("-") ? '<' : '>',
            flags.contains("+") ? "+" : flags.contains(" ") ? " " : "",
            matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
            matcher.group(4) == null ? -1 : Integer.parseInt(matcher.group(4)),
            false);
    return switch (kind) {
      case "s" -> style.text(Printer.plain(value, scope), scope);
      case "r", "a" -> style.text(Printer.quoted(value, scope), scope);
      case "d", "i", "u", "x", "X", "o", "e", "E", "f", "F", "g", "G" ->
          style.number(number(value), "iu".contains(kind) ? "d" : kind, scope);
      case "c" -> style.text(character(value), scope);
      default -> throw Fault.value("there is no format '%" + kind + "'");
    };
  }

  private static Object number(Object value) {
    if (!Numbers.is(value)) {
      throw Values.unfit("the format needs a number", value);
    }
    return value;
  }

  private static String character(Object value) {
    return value instanceof String text ? text : Character.toString(Numbers.index(value));
  }

  private Object value(@Nullable String key) {
    if (key != null) {
      return Access.item(values, key);
    }
    if (values instanceof Tuple tuple) {
      if (taken >= tuple.size()) {
        throw Fault.type("the format needs more values");
      }
      return tuple.get(taken++);
    }
    if (taken++ > 0) {
      throw Fault.type("the format needs more values");
    }
    return values;
  }
}
