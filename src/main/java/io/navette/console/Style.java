package io.navette.console;

/** Colours for people, where colours are wanted. */
record Style(boolean color) {
  String bold(String text) {
    return code("1", text);
  }

  String faint(String text) {
    return code("2", text);
  }

  String good(String text) {
    return code("32", text);
  }

  String bad(String text) {
    return code("31", text);
  }

  String careful(String text) {
    return code("33", text);
  }

  private String code(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
