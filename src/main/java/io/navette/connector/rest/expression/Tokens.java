package io.navette.connector.rest.expression;

import java.util.List;

/** The tokens of a template from where the parser stands, with the nesting it is in. */
final class Tokens {
  private static final int DEPTH = 60;

  private final List<Token> tokens;
  private int position;
  private int depth;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(position);
  }

  Token next() {
    Token token = tokens.get(position);
    position += token.kind() == Token.Kind.END ? 0 : 1;
    return token;
  }

  boolean at(Token.Kind kind) {
    return peek().kind() == kind;
  }

  boolean atOperator(String text) {
    return peek().is(Token.Kind.OPERATOR, text);
  }

  boolean atName(String text) {
    return peek().is(Token.Kind.NAME, text);
  }

  boolean followedByName(String text) {
    return position + 1 < tokens.size() && tokens.get(position + 1).is(Token.Kind.NAME, text);
  }

  boolean followedBy(String operator) {
    return position + 1 < tokens.size()
        && tokens.get(position + 1).is(Token.Kind.OPERATOR, operator);
  }

  boolean takeOperator(String text) {
    return take(atOperator(text));
  }

  boolean takeName(String text) {
    return take(atName(text));
  }

  private boolean take(boolean found) {
    position += found ? 1 : 0;
    return found;
  }

  void expectOperator(String text) {
    if (!takeOperator(text)) {
      throw unexpected("'" + text + "'");
    }
  }

  void expectName(String text) {
    if (!takeName(text)) {
      throw unexpected("'" + text + "'");
    }
  }

  Token expect(Token.Kind kind, String what) {
    if (!at(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  void enter() {
    if (++depth > DEPTH) {
      throw Fault.budget("is nested more than " + DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  Fault unexpected(String wanted) {
    Token token = peek();
    return Fault.value(
        wanted + " expected, not " + token.shown() + " (character " + (token.position() + 1) + ")");
  }
}
