package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operators, from the loosest ({@code a if b else c}) to the signs. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final Tokens tokens;
  private final OperandParser operands;

  ExpressionParser(Tokens tokens, Names names) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, names, this);
  }

  Expression expression() {
    tokens.enter();
    Expression value = disjunction();
    while (tokens.takeName("if")) {
      Expression test = disjunction();
      Expression otherwise = tokens.takeName("else") ? expression() : null;
      value = new Expression.Conditional(test, value, otherwise);
    }
    tokens.leave();
    return value;
  }

  /** Without the inline if, as between {@code in} and the end of a loop's head. */
  Expression disjunction() {
    Expression left = conjunction();
    while (tokens.takeName("or")) {
      left = new Expression.Logical(left, conjunction(), false);
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (tokens.takeName("and")) {
      left = new Expression.Logical(left, negation(), true);
    }
    return left;
  }

  private Expression negation() {
    if (tokens.takeName("not")) {
      tokens.enter();
      Expression operand = negation();
      tokens.leave();
      return new Expression.Not(operand);
    }
    return comparison();
  }

  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    while (true) {
      Token token = tokens.peek();
      if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
        operators.add(tokens.next().text());
      } else if (tokens.atName("not") && tokens.followedByName("in")) {
        tokens.next();
        tokens.next();
        operators.add("not in");
      } else if (tokens.takeName("in")) {
        operators.add("in");
      } else {
        return operators.isEmpty() ? first : new Expression.Compared(first, operators, others);
      }
      others.add(sum());
    }
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.atOperator("+") || tokens.atOperator("-")) {
      left = new Expression.Binary(tokens.next().text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression first = product();
    if (!tokens.atOperator("~")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.takeOperator("~")) {
      parts.add(product());
    }
    return new Expression.Concatenation(parts);
  }

  private Expression product() {
    Expression left = power();
    while (tokens.atOperator("*")
        || tokens.atOperator("/")
        || tokens.atOperator("//")
        || tokens.atOperator("%")) {
      left = new Expression.Binary(tokens.next().text(), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = signed(true);
    while (tokens.takeOperator("**")) {
      left = new Expression.Binary("**", left, signed(true));
    }
    return left;
  }

  private Expression signed(boolean filtered) {
    Expression operand;
    if (tokens.atOperator("-") || tokens.atOperator("+")) {
      boolean minus = tokens.next().text().equals("-");
      tokens.enter();
      operand = new Expression.Signed(signed(false), minus);
      tokens.leave();
    } else {
      operand = operands.continued(operands.operand());
    }
    return filtered ? operands.filtered(operand) : operand;
  }

  /** One value, or several with commas between them, which make a tuple. */
  Expression tuple(boolean mayBeEmpty, Map<Token.Kind, String> ends) {
    List<Expression> items = new ArrayList<>();
    boolean comma = false;
    while (!ends(ends)) {
      items.add(expression());
      comma = tokens.takeOperator(",");
      if (!comma) {
        break;
      }
    }
    if (items.isEmpty() && !mayBeEmpty) {
      throw tokens.unexpected("an expression");
    }
    return items.size() == 1 && !comma ? items.getFirst() : new Expression.TupleDisplay(items);
  }

  private boolean ends(Map<Token.Kind, String> ends) {
    Token token = tokens.peek();
    String text = ends.get(token.kind());
    return text != null && text.equals(token.text());
  }
}
