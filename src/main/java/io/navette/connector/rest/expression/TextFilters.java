package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters that take anything as text. */
final class TextFilters {
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TITLE = Pattern.compile("[^-\\s({\\[<]+");

  private TextFilters() {}

  static void add(Map<String, Operation> all) {
    text(all, "lower", value -> value.toLowerCase(Locale.ROOT));
    text(all, "upper", value -> value.toUpperCase(Locale.ROOT));
    text(all, "capitalize", StringMethods::capitalized);
    text(all, "title", TextFilters::title);
    text(all, "escape", TextFilters::escaped);
    text(all, "e", TextFilters::escaped);
    text(all, "forceescape", TextFilters::escaped);
    text(all, "safe", value -> value);
    text(all, "striptags", TextFilters::stripped);
    all.put(
        "trim",
        Operation.of(
            "chars?",
            (value, given, scope) -> StringMethods.strip(plain(value, scope), given, true, true)));
    all.put("replace", Operation.of("old new count?", TextFilters::replaced));
    all.put("center", Operation.of("width?", TextFilters::centred));
    all.put(
        "wordcount",
        Operation.of(
            "", (value, given, scope) -> WORD.matcher(plain(value, scope)).results().count()));
    all.put("indent", Operation.of("width? first? blank?", TextFilters::indented));
    all.put("truncate", Operation.of("length? killwords? end? leeway?", TextFilters::truncated));
    all.put("format", Operation.of("*", TextFilters::formatted));
    all.put("join", Operation.of("d? attribute?", TextFilters::joined));
  }

  private static void text(Map<String, Operation> all, String name, UnaryOperator<String> change) {
    all.put(name, Operation.of("", (value, given, scope) -> change.apply(plain(value, scope))));
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw Fault.type("a text is needed, not a " + Values.kind(value));
  }

  private static String plain(Object value, Scope scope) {
    return Printer.plain(value, scope);
  }

  private static Object replaced(Object value, Arguments given, Scope scope) {
    String old = plain(given.get(0), scope);
    String fresh = plain(given.get(1), scope);
    int count = given.get(2, None.NONE) == None.NONE ? -1 : given.count(2, -1);
    return StringMethods.replace(plain(value, scope), old, fresh, count, scope);
  }

  private static String title(String text) {
    return TITLE
        .matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(StringMethods.capitalized(word.group())));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static String stripped(String text) {
    String open = text.replaceAll("(?s)<!--.*?-->", "").replaceAll("<[^>]*>", "");
    return open.strip().replaceAll("\\s+", " ");
  }

  private static Object centred(Object value, Arguments given, Scope scope) {
    String text = plain(value, scope);
    return StringMethods.padded(text, given.count(0, 80), " ", 'c', scope);
  }

  private static Object indented(Object value, Arguments given, Scope scope) {
    Object width = given.get(0, 4L);
    scope.budget().text(Numbers.isWhole(width) ? Numbers.index(width) : 0);
    String space =
        width instanceof String text ? text : " ".repeat(Math.max(0, Numbers.index(width)));
    List<String> lines = text(value).lines().toList();
    List<String> indented = new ArrayList<>();
    for (String line : lines) {
      boolean first = indented.isEmpty() && !given.flag(1, false);
      boolean keep = first || (line.isBlank() && !given.flag(2, false) && !indented.isEmpty());
      scope.budget().text((long) space.length() + line.length());
      indented.add(keep ? line : space + line);
    }
    return String.join("\n", indented);
  }

  private static Object truncated(Object value, Arguments given, Scope scope) {
    String text = text(value);
    int length = given.count(0, 255);
    String end = given.text(2, "...");
    if (text.length() <= length + given.count(3, 5)) {
      return text;
    }
    String cut = text.substring(0, Math.clamp((long) length - end.length(), 0, text.length()));
    int space = cut.lastIndexOf(' ');
    return (given.flag(1, false) || space < 0 ? cut : cut.substring(0, space)) + end;
  }

  private static Object formatted(Object value, Arguments given, Scope scope) {
    Object values =
        given.named().isEmpty() ? new Tuple(given.positional()) : DictMethods.dict(given, scope);
    return PercentFormat.format(plain(value, scope), values, scope);
  }

  private static Object joined(Object value, Arguments given, Scope scope) {
    String separator = plain(given.get(0, ""), scope);
    Object attribute = given.get(1, None.NONE);
    StringBuilder text = new StringBuilder();
    Iterator<Object> items = Sequences.items(value);
    boolean first = true;
    while (items.hasNext()) {
      Object item = items.next();
      Object chosen = attribute == None.NONE ? item : Paths.get(item, attribute);
      text.append(first ? "" : separator).append(plain(chosen, scope));
      scope.budget().enter();
      scope.budget().leave();
      scope.budget().text(text.length());
      first = false;
    }
    return text.toString();
  }
}
