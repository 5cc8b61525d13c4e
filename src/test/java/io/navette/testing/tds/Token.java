package io.navette.testing.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of T-SQL.
 *
 * @param text in H2's spelling: a name in double quotes, a text in single ones
 */
record Token(Kind kind, String text) {
  /** What it is. */
  enum Kind {
    WORD,
    NAME,
    TEXT,
    NUMBER,
    VARIABLE,
    SYMBOL
  }

  private static final Pattern PIECES =
      Pattern.compile(
          "\\s+|--[^\\n]*|/\\*[\\s\\S]*?\\*/"
              + "|(?<name>\\[(?:[^\\]]|\\]\\])*\\]|\"(?:[^\"]|\"\")*\"|#\\w+)"
              + "|(?<text>[Nn]?'(?:[^']|'')*')"
              + "|(?<binary>0[xX][0-9a-fA-F]*)"
              + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)"
              + "|(?<variable>@@?\\w+)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<symbol><>|<=|>=|!=|.)");

  static List<Token> of(String sql) {
    List<Token> tokens = new ArrayList<>();
    Matcher piece = PIECES.matcher(sql);
    int end = 0;
    while (piece.lookingAt()) {
      if (piece.group("name") != null) {
        tokens.add(new Token(Kind.NAME, name(piece.group("name"))));
      } else if (piece.group("text") != null) {
        tokens.add(new Token(Kind.TEXT, piece.group("text").replaceFirst("^[Nn]", "")));
      } else if (piece.group("binary") != null) {
        tokens.add(new Token(Kind.TEXT, "X'" + piece.group("binary").substring(2) + "'"));
      } else if (piece.group("number") != null) {
        tokens.add(new Token(Kind.NUMBER, piece.group("number")));
      } else if (piece.group("variable") != null) {
        tokens.add(new Token(Kind.VARIABLE, piece.group("variable")));
      } else if (piece.group("word") != null) {
        tokens.add(new Token(Kind.WORD, piece.group("word")));
      } else if (piece.group("symbol") != null) {
        tokens.add(new Token(Kind.SYMBOL, piece.group("symbol")));
      }
      end = piece.end();
      piece.region(end, sql.length());
    }
    return tokens;
  }

  private static String name(String text) {
    if (text.startsWith("[")) {
      String name = text.substring(1, text.length() - 1).replace("]]", "]");
      return '"' + name.replace("\"", "\"\"") + '"';
    }
    return text.startsWith("#") ? '"' + text + '"' : text;
  }

  static Token word(String text) {
    return new Token(Kind.WORD, text);
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.toUpperCase(Locale.ROOT).equals(word);
  }

  /** A name or word as it is called, without quotes. */
  String plain() {
    return kind == Kind.NAME ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
  }

  static String join(List<Token> tokens) {
    StringBuilder sql = new StringBuilder();
    for (Token token : tokens) {
      sql.append(sql.isEmpty() ? "" : " ").append(token.text());
    }
    return sql.toString();
  }
}
