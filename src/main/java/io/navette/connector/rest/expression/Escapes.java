package io.navette.connector.rest.expression;

/** What a backslash means inside a quoted text; an unknown escape stays as it is written. */
final class Escapes {
  private static final String SINGLE = "abfnrtv\\'\"";
  private static final String MEANING = "\u0007\b\f\n\r\t\u000b\\'\"";

  private Escapes() {}

  static String decode(String content) {
    if (content.indexOf('\\') < 0) {
      return content;
    }
    StringBuilder decoded = new StringBuilder(content.length());
    int position = 0;
    while (position < content.length()) {
      char current = content.charAt(position);
      if (current == '\\' && position + 1 < content.length()) {
        position = escape(content, position + 1, decoded);
      } else {
        decoded.append(current);
        position++;
      }
    }
    return decoded.toString();
  }

  private static int escape(String content, int position, StringBuilder decoded) {
    char kind = content.charAt(position);
    int single = SINGLE.indexOf(kind);
    if (single >= 0) {
      decoded.append(MEANING.charAt(single));
      return position + 1;
    }
    return switch (kind) {
      case '\n' -> position + 1;
      case 'x' -> hexadecimal(content, position + 1, 2, decoded);
      case 'u' -> hexadecimal(content, position + 1, 4, decoded);
      case 'U' -> hexadecimal(content, position + 1, 8, decoded);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(content, position, decoded);
      default -> {
        decoded.append('\\').append(kind);
        yield position + 1;
      }
    };
  }

  private static int hexadecimal(String content, int from, int digits, StringBuilder decoded) {
    int end = from + digits;
    int point = 0;
    for (int index = from; index < end; index++) {
      int digit = index < content.length() ? Character.digit(content.charAt(index), 16) : -1;
      if (digit < 0) {
        throw Fault.value("an escape in a text is incomplete");
      }
      point = point * 16 + digit;
    }
    if (!Character.isValidCodePoint(point)) {
      throw Fault.value("an escape in a text names no character");
    }
    decoded.appendCodePoint(point);
    return end;
  }

  private static int octal(String content, int from, StringBuilder decoded) {
    int index = from;
    int point = 0;
    while (index < content.length() && index < from + 3 && isOctal(content.charAt(index))) {
      point = point * 8 + content.charAt(index++) - '0';
    }
    decoded.append((char) point);
    return index;
  }

  private static boolean isOctal(char digit) {
    return digit >= '0' && digit <= '7';
  }
}
