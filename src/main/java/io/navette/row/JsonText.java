package io.navette.row;

/** Checks that a text is one JSON value (RFC 8259), without building it. */
final class JsonText {
  private static final int DEEPEST = 1000;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The text itself, or an {@link IllegalArgumentException}. */
  static String checked(String text) {
    JsonText scan = new JsonText(text);
    scan.blank();
    scan.value(0);
    scan.blank();
    if (scan.at != text.length()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private void value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException();
    }
    switch (peek()) {
      case '{' -> members('}', true, depth);
      case '[' -> members(']', false, depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void members(char close, boolean named, int depth) {
    at++;
    blank();
    if (peek() == close) {
      at++;
      return;
    }
    while (true) {
      if (named) {
        string();
        blank();
        expect(':');
        blank();
      }
      value(depth + 1);
      blank();
      if (peek() == close) {
        at++;
        return;
      }
      expect(',');
      blank();
    }
  }

  private void string() {
    expect('"');
    while (peek() != '"') {
      if (peek() < ' ') {
        throw new IllegalArgumentException();
      }
      at += peek() == '\\' ? escape() : 1;
    }
    at++;
  }

  private int escape() {
    char escaped = text.length() > at + 1 ? text.charAt(at + 1) : ' ';
    if (escaped != 'u') {
      require("\"\\/bfnrt".indexOf(escaped) >= 0);
      return 2;
    }
    require(text.length() >= at + 6);
    for (int i = at + 2; i < at + 6; i++) {
      require(Character.digit(text.charAt(i), 16) >= 0);
    }
    return 6;
  }

  private void number() {
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      at++;
      at += peek() == '+' || peek() == '-' ? 1 : 0;
      digits();
    }
  }

  private void digits() {
    int begin = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    require(at > begin);
  }

  private void word(String word) {
    require(text.startsWith(word, at));
    at += word.length();
  }

  private void blank() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char wanted) {
    require(peek() == wanted);
    at++;
  }

  private char peek() {
    require(at < text.length());
    return text.charAt(at);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException();
    }
  }
}
