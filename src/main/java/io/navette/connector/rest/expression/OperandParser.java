package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names, literals and displays, and what follows them: attributes, items, calls, filters, tests.
 */
final class OperandParser {
  private static final Map<String, Object> CONSTANTS =
      Map.of(
          "true", true, "True", true, "false", false, "False", false, "none", None.NONE, "None",
          None.NONE);
  private static final Set<String> CHANGING =
      Set.of(
          "append",
          "extend",
          "insert",
          "remove",
          "pop",
          "popitem",
          "clear",
          "update",
          "setdefault",
          "sort",
          "reverse");

  private final Tokens tokens;
  private final Names names;
  private final ExpressionParser expressions;

  OperandParser(Tokens tokens, Names names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  Expression operand() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case NAME -> name(token.text());
      case STRING -> text(token.text());
      case INTEGER -> new Expression.Constant(whole(token.text()));
      case FLOAT -> new Expression.Constant(Double.valueOf(token.text().replace("_", "")));
      case OPERATOR -> display(token);
      default -> throw Fault.value("an expression expected, not " + token.shown());
    };
  }

  private Expression name(String name) {
    Object constant = CONSTANTS.get(name);
    if (constant != null) {
      return new Expression.Constant(constant);
    }
    names.read(name);
    return new Expression.Name(name);
  }

  private Expression text(String first) {
    StringBuilder text = new StringBuilder(first);
    while (tokens.at(Token.Kind.STRING)) {
      text.append(tokens.next().text());
    }
    return new Expression.Constant(text.toString());
  }

  static Object whole(String digits) {
    String plain = digits.replace("_", "").toLowerCase(Locale.ROOT);
    int base =
        plain.startsWith("0x") ? 16 : plain.startsWith("0o") ? 8 : plain.startsWith("0b") ? 2 : 10;
    Object number = Numbers.parseWhole(base == 10 ? plain : plain.substring(2), base);
    if (number == null) {
      throw Fault.value("a number is too long");
    }
    return number;
  }

  private Expression display(Token token) {
    tokens.enter();
    Expression display =
        switch (token.text()) {
          case "(" -> {
            Expression inner = expressions.tuple(true, Map.of(Token.Kind.OPERATOR, ")"));
            tokens.expectOperator(")");
            yield inner;
          }
          case "[" -> new Expression.ListDisplay(list("]"));
          case "{" -> dict();
          default -> throw Fault.value("an expression expected, not " + token.shown());
        };
    tokens.leave();
    return display;
  }

  private List<Expression> list(String end) {
    List<Expression> items = new ArrayList<>();
    while (!tokens.takeOperator(end)) {
      items.add(expressions.expression());
      if (!tokens.atOperator(end)) {
        tokens.expectOperator(",");
      }
    }
    return items;
  }

  private Expression dict() {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.takeOperator("}")) {
      keys.add(expressions.expression());
      tokens.expectOperator(":");
      values.add(expressions.expression());
      if (!tokens.atOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return new Expression.DictDisplay(keys, values);
  }

  /** Attributes, items and calls after an operand. */
  Expression continued(Expression operand) {
    Expression current = operand;
    while (true) {
      if (tokens.takeOperator(".")) {
        current = attribute(current);
      } else if (tokens.takeOperator("[")) {
        current = new Expression.Item(current, subscript());
      } else if (tokens.takeOperator("(")) {
        current = new Expression.Invocation(current, call());
      } else {
        return current;
      }
    }
  }

  private Expression attribute(Expression target) {
    if (tokens.at(Token.Kind.INTEGER)) {
      return new Expression.Item(target, new Expression.Constant(whole(tokens.next().text())));
    }
    String name = tokens.expect(Token.Kind.NAME, "a name").text();
    if (CHANGING.contains(name)) {
      names.change();
    }
    return new Expression.Attribute(target, name);
  }

  private Expression subscript() {
    List<Expression> keys = new ArrayList<>();
    boolean comma = true;
    while (!tokens.takeOperator("]")) {
      if (!comma) {
        tokens.expectOperator(",");
      }
      keys.add(key());
      comma = tokens.takeOperator(",");
    }
    if (keys.isEmpty()) {
      throw Fault.value("an index expected between '[' and ']'");
    }
    return keys.size() == 1 ? keys.getFirst() : new Expression.TupleDisplay(keys);
  }

  private Expression key() {
    Expression from = bound();
    if (!tokens.takeOperator(":")) {
      return from == null ? expressions.expression() : from;
    }
    Expression to = bound();
    Expression step = tokens.takeOperator(":") ? bound() : null;
    return new Expression.RangeDisplay(orNone(from), orNone(to), orNone(step));
  }

  private @Nullable Expression bound() {
    boolean absent = tokens.atOperator(":") || tokens.atOperator("]") || tokens.atOperator(",");
    return absent ? null : expressions.expression();
  }

  private static Expression orNone(@Nullable Expression expression) {
    return expression == null ? new Expression.Constant(None.NONE) : expression;
  }

  private Expression.Call call() {
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.takeOperator(")")) {
      if (tokens.at(Token.Kind.NAME) && tokens.followedBy("=")) {
        String name = tokens.next().text();
        tokens.next();
        named.put(name, expressions.expression());
      } else if (named.isEmpty()) {
        positional.add(expressions.expression());
      } else {
        throw tokens.unexpected("a named argument");
      }
      if (!tokens.atOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new Expression.Call(positional, named);
  }

  /** Filters and tests, and calls of what they give. */
  Expression filtered(Expression operand) {
    Expression current = operand;
    while (true) {
      if (tokens.takeOperator("|")) {
        current = filter(current);
      } else if (tokens.takeName("is")) {
        current = test(current);
      } else if (tokens.takeOperator("(")) {
        current = new Expression.Invocation(current, call());
      } else {
        return current;
      }
    }
  }

  private Expression filter(Expression subject) {
    String name = tokens.expect(Token.Kind.NAME, "the name of a filter").text();
    Operation filter = Filters.ALL.get(name);
    if (filter == null) {
      throw Fault.value("there is no filter '" + name + "'");
    }
    Expression.Call call = tokens.takeOperator("(") ? call() : Expression.Call.EMPTY;
    return new Expression.Filtered(subject, name, filter, call);
  }

  private Expression test(Expression subject) {
    boolean negated = tokens.takeName("not");
    String name = tokens.expect(Token.Kind.NAME, "the name of a test").text();
    Operation test = Tests.ALL.get(name);
    if (test == null) {
      throw Fault.value("there is no test '" + name + "'");
    }
    Expression.Call call = Expression.Call.EMPTY;
    if (tokens.takeOperator("(")) {
      call = call();
    } else if (startsOperand()) {
      call = new Expression.Call(List.of(continued(operand())), Map.of());
    }
    Expression tested = new Expression.Tested(subject, name, test, call);
    return negated ? new Expression.Not(tested) : tested;
  }

  private boolean startsOperand() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case STRING, INTEGER, FLOAT -> true;
      case NAME -> !Set.of("else", "or", "and", "is", "if", "in", "not").contains(token.text());
      case OPERATOR -> token.text().equals("[") || token.text().equals("{");
      default -> false;
    };
  }
}
