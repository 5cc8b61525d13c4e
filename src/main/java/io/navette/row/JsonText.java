package io.navette.row;

import java.nio.charset.StandardCharsets;

/** Checks that UTF-8 bytes are one JSON value (RFC 8259), without building it. */
final class JsonText {
  private static final int DEEPEST = 1000;

  private final byte[] text;
  private final int end;
  private int at;

  private JsonText(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.end = to;
  }

  /** The text itself, or an {@link IllegalArgumentException}. */
  static String checked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    require(isSound(bytes, 0, bytes.length));
    return text;
  }

  static boolean isSound(byte[] text, int from, int to) {
    JsonText scan = new JsonText(text, from, to);
    try {
      scan.blank();
      scan.value(0);
      scan.blank();
    } catch (IllegalArgumentException e) {
      return false;
    }
    return scan.at == to;
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
    while (true) {
      require(at < end);
      byte character = text[at];
      if (character == '\\') {
        at += escape();
      } else if (character == '"') {
        at++;
        return;
      } else {
        require(character < 0 || character >= ' ');
        at++;
      }
    }
  }

  private int escape() {
    char escaped = end > at + 1 ? (char) (text[at + 1] & 0xFF) : ' ';
    if (escaped != 'u') {
      require("\"\\/bfnrt".indexOf(escaped) >= 0);
      return 2;
    }
    require(end >= at + 6);
    for (int i = at + 2; i < at + 6; i++) {
      require(Character.digit((char) (text[i] & 0xFF), 16) >= 0);
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
    if (at < end && text[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      at++;
      at += peek() == '+' || peek() == '-' ? 1 : 0;
      digits();
    }
  }

  private void digits() {
    int begin = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    require(at > begin);
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private void blank() {
    while (at < end
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
      at++;
    }
  }

  private void expect(char wanted) {
    require(peek() == wanted);
    at++;
  }

  private char peek() {
    require(at < end);
    return (char) (text[at] & 0xFF);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException();
    }
  }
}
