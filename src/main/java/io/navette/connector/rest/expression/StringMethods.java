package io.navette.connector.rest.expression;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Methods of texts. */
final class StringMethods {
  static final Map<String, Operation> ALL = all();

  private StringMethods() {}

  private static Map<String, Operation> all() {
    Map<String, Operation> all = new HashMap<>();
    changes(all);
    questions(all);
    parts(all);
    all.put(
        "replace",
        Operation.of(
            "old new count?",
            (text, given, scope) ->
                replace((String) text, given.text(0), given.text(1), given.count(2, -1), scope)));
    all.put("join", Operation.of("iterable", StringMethods::join));
    all.put(
        "format",
        Operation.of("*", (text, given, scope) -> BraceFormat.format((String) text, given, scope)));
    all.put(
        "zfill",
        Operation.of(
            "width", (text, given, scope) -> zeros((String) text, given.count(0, 0), scope)));
    for (String name : List.of("ljust", "rjust", "center")) {
      char side = name.charAt(0);
      all.put(
          name,
          Operation.of(
              "width fillchar?",
              (text, given, scope) ->
                  padded((String) text, given.count(0, 0), given.text(1, " "), side, scope)));
    }
    return Map.copyOf(all);
  }

  private static void changes(Map<String, Operation> all) {
    change(all, "lower", text -> text.toLowerCase(Locale.ROOT));
    change(all, "casefold", text -> text.toLowerCase(Locale.ROOT));
    change(all, "upper", text -> text.toUpperCase(Locale.ROOT));
    change(all, "capitalize", StringMethods::capitalized);
    change(all, "title", StringMethods::titled);
    change(all, "swapcase", StringMethods::swapped);
    all.put(
        "strip",
        Operation.of("chars?", (text, given, scope) -> strip((String) text, given, true, true)));
    all.put(
        "lstrip",
        Operation.of("chars?", (text, given, scope) -> strip((String) text, given, true, false)));
    all.put(
        "rstrip",
        Operation.of("chars?", (text, given, scope) -> strip((String) text, given, false, true)));
    all.put(
        "removeprefix",
        Operation.of(
            "prefix", (text, given, scope) -> without((String) text, given.text(0), true)));
    all.put(
        "removesuffix",
        Operation.of(
            "suffix", (text, given, scope) -> without((String) text, given.text(0), false)));
  }

  private static void change(
      Map<String, Operation> all, String name, UnaryOperator<String> change) {
    all.put(name, Operation.of("", (text, given, scope) -> change.apply((String) text)));
  }

  private static void questions(Map<String, Operation> all) {
    question(all, "isdigit", Character::isDigit);
    question(all, "isdecimal", Character::isDigit);
    question(all, "isnumeric", Character::isDigit);
    question(all, "isalpha", Character::isLetter);
    question(all, "isalnum", Character::isLetterOrDigit);
    question(all, "isspace", Character::isWhitespace);
    all.put("islower", Operation.of("", (text, given, scope) -> Tests.lower(text)));
    all.put("isupper", Operation.of("", (text, given, scope) -> Tests.upper(text)));
    all.put(
        "startswith",
        Operation.of("prefix start?", (text, given, scope) -> begins((String) text, given, true)));
    all.put(
        "endswith",
        Operation.of("suffix", (text, given, scope) -> begins((String) text, given, false)));
    all.put("find", Operation.of("sub start?", (text, given, scope) -> find((String) text, given)));
    all.put(
        "rfind",
        Operation.of(
            "sub", (text, given, scope) -> (long) ((String) text).lastIndexOf(given.text(0))));
    all.put(
        "index", Operation.of("sub start?", (text, given, scope) -> index((String) text, given)));
    all.put(
        "count", Operation.of("sub", (text, given, scope) -> count((String) text, given.text(0))));
  }

  private static void question(Map<String, Operation> all, String name, IntPredicate every) {
    all.put(
        name,
        Operation.of(
            "",
            (text, given, scope) ->
                !((String) text).isEmpty() && ((String) text).codePoints().allMatch(every)));
  }

  private static void parts(Map<String, Operation> all) {
    all.put(
        "split",
        Operation.of(
            "sep? maxsplit?", (text, given, scope) -> Splits.split((String) text, given, scope)));
    all.put(
        "rsplit",
        Operation.of(
            "sep? maxsplit?",
            (text, given, scope) -> Splits.splitFromEnd((String) text, given, scope)));
    all.put(
        "splitlines",
        Operation.of("", (text, given, scope) -> new ListValue(((String) text).lines().toList())));
    all.put(
        "partition",
        Operation.of(
            "sep", (text, given, scope) -> Splits.partition((String) text, given.text(0), true)));
    all.put(
        "rpartition",
        Operation.of(
            "sep", (text, given, scope) -> Splits.partition((String) text, given.text(0), false)));
  }

  static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return text.substring(0, end).toUpperCase(Locale.ROOT)
        + text.substring(end).toLowerCase(Locale.ROOT);
  }

  private static String titled(String text) {
    StringBuilder titled = new StringBuilder();
    boolean inside = false;
    for (int index = 0; index < text.length(); index++) {
      char current = text.charAt(index);
      titled.append(inside ? Character.toLowerCase(current) : Character.toUpperCase(current));
      inside = Character.isLetter(current);
    }
    return titled.toString();
  }

  private static String swapped(String text) {
    StringBuilder swapped = new StringBuilder();
    text.codePoints()
        .map(
            point ->
                Character.isUpperCase(point)
                    ? Character.toLowerCase(point)
                    : Character.toUpperCase(point))
        .forEach(swapped::appendCodePoint);
    return swapped.toString();
  }

  static String strip(String text, Arguments given, boolean left, boolean right) {
    String signs = given.textOrNone(0);
    int begin = 0;
    int end = text.length();
    while (left && begin < end && strips(text.charAt(begin), signs)) {
      begin++;
    }
    while (right && end > begin && strips(text.charAt(end - 1), signs)) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean strips(char sign, @Nullable String signs) {
    return signs == null
        ? Character.isWhitespace(sign) || Character.isSpaceChar(sign)
        : signs.indexOf(sign) >= 0;
  }

  private static String without(String text, String part, boolean prefix) {
    if (prefix) {
      return text.startsWith(part) ? text.substring(part.length()) : text;
    }
    return text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text;
  }

  private static boolean begins(String text, Arguments given, boolean start) {
    Object wanted = given.get(0);
    if (wanted instanceof Tuple choices) {
      return choices.stream().anyMatch(one -> begins(text, Arguments.of(List.of(one)), start));
    }
    return start
        ? text.startsWith(given.text(0), Math.max(0, given.count(1, 0)))
        : text.endsWith(given.text(0));
  }

  private static Object find(String text, Arguments given) {
    return (long) text.indexOf(given.text(0), Math.max(0, given.count(1, 0)));
  }

  private static Object index(String text, Arguments given) {
    int found = text.indexOf(given.text(0), Math.max(0, given.count(1, 0)));
    if (found < 0) {
      throw Fault.value("the part is not in the text");
    }
    return (long) found;
  }

  private static Object count(String text, String part) {
    if (part.isEmpty()) {
      return Characters.count(text) + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  static String replace(String text, String old, String fresh, int limit, Scope scope) {
    long possible = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
    long times = limit < 0 ? possible : Math.min(possible, limit);
    scope.budget().spend(text.length() / 64);
    if (fresh.length() > old.length()) {
      scope.budget().text(text.length() + times * (fresh.length() - old.length()));
    }
    if (limit < 0) {
      return text.replace(old, fresh);
    }
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    int at = text.indexOf(old);
    for (int round = 0; round < limit && at >= 0 && at <= text.length(); round++) {
      replaced.append(text, from, at).append(fresh);
      from = at + old.length();
      if (old.isEmpty() && at < text.length()) {
        replaced.append(text.charAt(at));
        from = at + 1;
      }
      at = old.isEmpty() && at == text.length() ? -1 : text.indexOf(old, from);
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static Object join(Object separator, Arguments given, Scope scope) {
    StringBuilder text = new StringBuilder();
    Object parts = given.get(0);
    if (!Sequences.iterable(parts)) {
      throw Fault.type("only a list can be joined, not a " + Values.kind(parts));
    }
    Iterator<Object> items = Sequences.items(parts);
    boolean first = true;
    while (items.hasNext()) {
      if (!(items.next() instanceof String item)) {
        throw Fault.type("only texts can be joined");
      }
      text.append(first ? "" : separator).append(item);
      scope.budget().spend(1);
      scope.budget().text(text.length());
      first = false;
    }
    return text.toString();
  }

  private static String zeros(String text, int width, Scope scope) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    return (signed ? text.substring(0, 1) : "")
        + padded(digits, width - (signed ? 1 : 0), "0", 'r', scope);
  }

  /** {@code l}: the text stands left, {@code r}: right, {@code c}: in the middle. */
  static String padded(String text, int width, String filler, char side, Scope scope) {
    int missing = width - Characters.count(text);
    if (missing <= 0) {
      return text;
    }
    scope.budget().text(width);
    int left = side == 'l' ? 0 : side == 'r' ? missing : missing / 2 + (missing & width & 1);
    return filler.repeat(left) + text + filler.repeat(missing - left);
  }
}
