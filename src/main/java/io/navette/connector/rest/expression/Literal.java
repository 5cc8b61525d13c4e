package io.navette.connector.rest.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The literal a text spells: a number, a quoted text, True, False, None, or a list, tuple or map of
 * literals. Everything else stays the text it is.
 */
final class Literal {
  private static final int DEPTH = 90;
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
              + "|(?:\\d(?:_?\\d)*)?\\.?(?:\\d(?:_?\\d)*)?(?:[eE][+-]?\\d(?:_?\\d)*)?");
  private static final Pattern WORD = Pattern.compile("[\\w]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern QUOTE = Pattern.compile("([rRuU]?)('''|\"\"\"|'|\")");
  private static final Object NOTHING = new Object();

  private final String text;
  private int position;
  private int depth;

  private Literal(String text) {
    this.text = text;
  }

  /** The literal's value, or the text itself. */
  static Object of(String text) {
    if (!possible(text)) {
      return text;
    }
    Literal literal = new Literal(text);
    try {
      Object value = literal.whole();
      return value == NOTHING ? text : value;
    } catch (Fault wrong) {
      return text;
    }
  }

  private static boolean possible(String text) {
    for (int index = 0; index < text.length(); index++) {
      char first = text.charAt(index);
      if (first > ' ') {
        return "0123456789+-.'\"([{TFNrRuU#\\".indexOf(first) >= 0;
      }
    }
    return false;
  }

  private Object whole() {
    while (position < text.length() && " \t\n\f".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    boolean indented = text.substring(0, position).matches("(?s).*\n[ \t\f]+");
    if (indented) {
      return NOTHING;
    }
    Object value = items("");
    skip(true);
    return position == text.length() ? value : NOTHING;
  }

  /** One value, or several with commas between them, up to the closing bracket. */
  private Object items(String end) {
    Object first = value();
    boolean inside = !end.isEmpty();
    if (first == NOTHING || !take(',', inside)) {
      return first;
    }
    ListValue all = new ListValue();
    all.add(first);
    while (!closes(end)) {
      Object next = value();
      if (next == NOTHING) {
        return NOTHING;
      }
      all.add(next);
      if (!take(',', inside)) {
        break;
      }
    }
    return new Tuple(all);
  }

  private boolean closes(String end) {
    skip(!end.isEmpty());
    return end.isEmpty()
        ? position >= text.length() || "\n#".indexOf(text.charAt(position)) >= 0
        : text.startsWith(end, position);
  }

  private boolean take(char sign, boolean inside) {
    skip(inside);
    boolean found = position < text.length() && text.charAt(position) == sign;
    position += found ? 1 : 0;
    return found;
  }

  private void skip(boolean lines) {
    while (position < text.length()) {
      char current = text.charAt(position);
      if (current == '#') {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (current == ' '
          || current == '\t'
          || current == '\f'
          || (lines && current == '\n')) {
        position++;
      } else {
        return;
      }
    }
  }

  private Object value() {
    skip(depth > 0);
    if (position >= text.length() || depth > DEPTH) {
      return NOTHING;
    }
    char first = text.charAt(position);
    if (first == '+' || first == '-') {
      position++;
      skip(depth > 0);
      Object number = number();
      return number == NOTHING ? NOTHING : Arithmetic.signed(number, first == '-');
    }
    if ("([{".indexOf(first) >= 0) {
      position++;
      depth++;
      Object value = first == '(' ? tuple() : first == '[' ? list() : map();
      depth--;
      return value;
    }
    Matcher quote = QUOTE.matcher(text).region(position, text.length());
    if (quote.lookingAt()) {
      return strings();
    }
    return Character.isDigit(first) || first == '.' ? number() : word();
  }

  private Object word() {
    Matcher word = WORD.matcher(text).region(position, text.length());
    if (!word.lookingAt()) {
      return NOTHING;
    }
    position = word.end();
    return switch (word.group()) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> None.NONE;
      default -> NOTHING;
    };
  }

  private Object number() {
    Matcher number = NUMBER.matcher(text).region(position, text.length());
    if (!number.lookingAt() || number.group().isEmpty() || number.group().equals(".")) {
      return NOTHING;
    }
    position = number.end();
    if (position < text.length() && Character.isUnicodeIdentifierPart(text.charAt(position))) {
      return NOTHING;
    }
    String digits = number.group().replace("_", "");
    boolean based = digits.length() > 1 && "xXoObB".indexOf(digits.charAt(1)) >= 0;
    if (!based && (digits.indexOf('.') >= 0 || digits.matches(".*[eE].*"))) {
      return digits.matches("\\.?[eE].*") ? NOTHING : Double.valueOf(digits);
    }
    boolean padded = !based && digits.startsWith("0") && !digits.matches("0+");
    return padded ? NOTHING : OperandParser.whole(digits);
  }

  private Object strings() {
    StringBuilder all = new StringBuilder();
    Matcher quote = QUOTE.matcher(text).region(position, text.length());
    while (quote.lookingAt()) {
      String mark = quote.group(2);
      int begin = quote.end();
      int end = end(begin, mark);
      if (end < 0) {
        return NOTHING;
      }
      String content = text.substring(begin, end);
      all.append(quote.group(1).equalsIgnoreCase("r") ? content : Escapes.decode(content));
      position = end + mark.length();
      skip(depth > 0);
      quote = QUOTE.matcher(text).region(position, text.length());
    }
    return all.toString();
  }

  private int end(int begin, String mark) {
    for (int index = begin; index < text.length(); index++) {
      char current = text.charAt(index);
      if (text.startsWith(mark, index)) {
        return index;
      }
      if (current == '\n' && mark.length() == 1) {
        return -1;
      }
      index += current == '\\' ? 1 : 0;
    }
    return -1;
  }

  private Object tuple() {
    if (closes(")")) {
      position++;
      return new Tuple(new ListValue());
    }
    Object value = items(")");
    return value != NOTHING && take(')', true) ? value : NOTHING;
  }

  private Object list() {
    ListValue list = new ListValue();
    while (!closes("]")) {
      Object item = value();
      if (item == NOTHING) {
        return NOTHING;
      }
      list.add(item);
      if (!take(',', true)) {
        break;
      }
    }
    return take(']', true) ? list : NOTHING;
  }

  private Object map() {
    Map<Object, Object> entries = new LinkedHashMap<>();
    while (!closes("}")) {
      Object key = value();
      Object value = key == NOTHING || !take(':', true) ? NOTHING : value();
      if (value == NOTHING) {
        return NOTHING;
      }
      entries.put(Comparison.key(key), value);
      if (!take(',', true)) {
        break;
      }
    }
    DictValue map = new DictValue();
    map.putAll(entries);
    return take('}', true) ? map : NOTHING;
  }
}
