package io.navette.connector.rest.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into tokens and applies its whitespace control. */
final class Lexer {
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-?)%\\}");
  private static final Pattern END_RAW =
      Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|(-?)%\\})");
  private static final Pattern FLOAT =
      Pattern.compile(
          "(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\w]*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final List<String> LONG_OPERATORS = List.of("**", "//", "==", "!=", "<=", ">=");
  private static final String OPERATORS = "+-/*%~[](){}<>=.:|,;";

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Character> open = new ArrayDeque<>();
  private final StringBuilder data = new StringBuilder();
  private int position;

  private Lexer(String source) {
    this.source = source;
  }

  /** One newline at the end does not belong to the template. */
  static List<Token> tokens(String text) {
    String unified = text.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer =
        new Lexer(unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified);
    lexer.template();
    return lexer.tokens;
  }

  private void template() {
    while (position < source.length()) {
      int begin = source.indexOf('{', position);
      char next = begin < 0 || begin + 1 >= source.length() ? ' ' : source.charAt(begin + 1);
      if (begin < 0) {
        data.append(source, position, source.length());
        position = source.length();
      } else if (next == '{' || next == '%' || next == '#') {
        data.append(source, position, begin);
        position = begin;
        construct(next);
      } else {
        data.append(source, position, begin + 1);
        position = begin + 1;
      }
    }
    flush();
    add(Token.Kind.END, "", position);
  }

  private void construct(char sort) {
    Matcher raw = RAW.matcher(source).region(position, source.length());
    if (sort == '%' && raw.lookingAt()) {
      strip(position + 2);
      raw(raw);
      return;
    }
    int begin = position;
    strip(position + 2);
    position += 2;
    if (position < source.length() && "+-".indexOf(source.charAt(position)) >= 0) {
      position += sort == '{' && source.charAt(position) == '+' ? 0 : 1;
    }
    if (sort == '#') {
      comment(begin);
      return;
    }
    flush();
    boolean output = sort == '{';
    add(output ? Token.Kind.OUTPUT_BEGIN : Token.Kind.BLOCK_BEGIN, "", begin);
    code(output ? "}}" : "%}", output ? Token.Kind.OUTPUT_END : Token.Kind.BLOCK_END);
  }

  private void strip(int marker) {
    if (marker < source.length() && source.charAt(marker) == '-') {
      data.setLength(data.toString().stripTrailing().length());
    }
  }

  private void flush() {
    if (!data.isEmpty()) {
      add(Token.Kind.DATA, data.toString(), position);
      data.setLength(0);
    }
  }

  private void comment(int begin) {
    int end = source.indexOf("#}", position);
    if (end < 0) {
      throw wrong("a comment is not closed", begin);
    }
    position = end + 2;
    if (source.charAt(end - 1) == '-') {
      skipSpaces();
    }
  }

  private void raw(Matcher raw) {
    int from = raw.end();
    Matcher end = END_RAW.matcher(source);
    if (!end.find(from)) {
      throw wrong("'raw' is not closed", position);
    }
    String text = source.substring(from, end.start());
    text = "-".equals(raw.group(1)) ? text.stripLeading() : text;
    data.append("-".equals(end.group(1)) ? text.stripTrailing() : text);
    position = end.end();
    if ("-".equals(end.group(2))) {
      skipSpaces();
    }
  }

  private void skipSpaces() {
    while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
      position++;
    }
  }

  private void code(String end, Token.Kind endKind) {
    while (true) {
      skipSpaces();
      if (position >= source.length()) {
        throw wrong("'" + end + "' is missing", position);
      }
      boolean balanced = open.isEmpty();
      if (balanced && source.startsWith("-" + end, position)) {
        add(endKind, "", position);
        position += 3;
        skipSpaces();
        return;
      }
      boolean plus = end.equals("%}") && source.startsWith("+" + end, position);
      if (balanced && (plus || source.startsWith(end, position))) {
        add(endKind, "", position);
        position += plus ? 3 : 2;
        return;
      }
      codeToken();
    }
  }

  private void codeToken() {
    char first = source.charAt(position);
    if (first == '"' || first == '\'') {
      text(first);
    } else if (!matched(FLOAT, Token.Kind.FLOAT)
        && !matched(INTEGER, Token.Kind.INTEGER)
        && !matched(NAME, Token.Kind.NAME)) {
      operator(first);
    }
  }

  private boolean matched(Pattern pattern, Token.Kind kind) {
    boolean afterDot = position > 0 && source.charAt(position - 1) == '.';
    Matcher matcher = pattern.matcher(source).region(position, source.length());
    if ((kind == Token.Kind.FLOAT && afterDot) || !matcher.lookingAt()) {
      return false;
    }
    add(kind, matcher.group(), position);
    position = matcher.end();
    return true;
  }

  private void text(char quote) {
    int end = position + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw wrong("a text is not closed", position);
    }
    String content = source.substring(position + 1, end);
    add(Token.Kind.STRING, Escapes.decode(content), position);
    position = end + 1;
  }

  private void operator(char first) {
    for (String operator : LONG_OPERATORS) {
      if (source.startsWith(operator, position)) {
        add(Token.Kind.OPERATOR, operator, position);
        position += 2;
        return;
      }
    }
    if (OPERATORS.indexOf(first) < 0) {
      throw wrong("unexpected character '" + first + "'", position);
    }
    bracket(first);
    add(Token.Kind.OPERATOR, String.valueOf(first), position);
    position++;
  }

  private void bracket(char sign) {
    int opening = "([{".indexOf(sign);
    if (opening >= 0) {
      open.push(")]}".charAt(opening));
    } else if (")]}".indexOf(sign) >= 0 && (open.isEmpty() || open.pop() != sign)) {
      throw wrong("unexpected '" + sign + "'", position);
    }
  }

  private void add(Token.Kind kind, String text, int at) {
    tokens.add(new Token(kind, text, at));
  }

  private static Fault wrong(String what, int at) {
    return Fault.value(what + " (character " + (at + 1) + ")");
  }
}
