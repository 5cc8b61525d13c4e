package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed expression; evaluated through {@link Scope#value}, which counts the steps. */
interface Expression {
  Object value(Scope scope);

  record Constant(Object constant) implements Expression {
    @Override
    public Object value(Scope scope) {
      return constant;
    }
  }

  record Name(String name) implements Expression {
    @Override
    public Object value(Scope scope) {
      return scope.get(name);
    }
  }

  record ListDisplay(List<Expression> items) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Expression.values(items, scope);
    }
  }

  record TupleDisplay(List<Expression> items) implements Expression {
    @Override
    public Object value(Scope scope) {
      return new Tuple(Expression.values(items, scope));
    }
  }

  record DictDisplay(List<Expression> keys, List<Expression> values) implements Expression {
    @Override
    public Object value(Scope scope) {
      DictValue dict = new DictValue();
      for (int index = 0; index < keys.size(); index++) {
        Object key = Comparison.key(scope.value(keys.get(index)));
        dict.put(key, scope.value(values.get(index)));
      }
      return dict;
    }
  }

  record Attribute(Expression target, String name) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Access.attribute(scope.value(target), name);
    }
  }

  record Item(Expression target, Expression key) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Access.item(scope.value(target), scope.value(key));
    }
  }

  record RangeDisplay(Expression from, Expression to, Expression step) implements Expression {
    @Override
    public Object value(Scope scope) {
      return new Range(scope.value(from), scope.value(to), scope.value(step));
    }
  }

  /** The arguments of a call as written. */
  record Call(List<Expression> positional, Map<String, Expression> named) {
    static final Call EMPTY = new Call(List.of(), Map.of());

    Arguments arguments(Scope scope) {
      if (positional.isEmpty() && named.isEmpty()) {
        return Arguments.NONE;
      }
      Map<String, Object> values = new LinkedHashMap<>();
      named.forEach((name, expression) -> values.put(name, scope.value(expression)));
      return new Arguments(Expression.values(positional, scope), values);
    }
  }

  record Invocation(Expression target, Call call) implements Expression {
    @Override
    public Object value(Scope scope) {
      Object called = scope.value(target);
      if (called instanceof Callable callable) {
        return callable.call(call.arguments(scope), scope);
      }
      throw Values.unfit("a function is needed", called);
    }
  }

  record Filtered(Expression subject, String name, Operation filter, Call call)
      implements Expression {
    @Override
    public Object value(Scope scope) {
      return filter.apply(name, scope.value(subject), call.arguments(scope), scope);
    }
  }

  record Tested(Expression subject, String name, Operation test, Call call) implements Expression {
    @Override
    public Object value(Scope scope) {
      return test.apply(name, scope.value(subject), call.arguments(scope), scope);
    }
  }

  record Not(Expression operand) implements Expression {
    @Override
    public Object value(Scope scope) {
      return !Values.truth(scope.value(operand));
    }
  }

  /** A sign before a number. */
  record Signed(Expression operand, boolean minus) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Arithmetic.signed(scope.value(operand), minus);
    }
  }

  /** {@code and}, {@code or}: one of the operands, not their truth. */
  record Logical(Expression left, Expression right, boolean and) implements Expression {
    @Override
    public Object value(Scope scope) {
      Object first = scope.value(left);
      return Values.truth(first) == and ? scope.value(right) : first;
    }
  }

  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public Object value(Scope scope) {
      return Arithmetic.apply(operator, scope.value(left), scope.value(right), scope);
    }
  }

  record Concatenation(List<Expression> parts) implements Expression {
    @Override
    public Object value(Scope scope) {
      StringBuilder text = new StringBuilder();
      for (Expression part : parts) {
        String next = Printer.plain(scope.value(part), scope);
        scope.budget().text((long) text.length() + next.length());
        text.append(next);
      }
      return text.toString();
    }
  }

  /** {@code a < b <= c}: every neighbour compared, each operand evaluated once. */
  record Compared(Expression first, List<String> operators, List<Expression> others)
      implements Expression {
    @Override
    public Object value(Scope scope) {
      Object left = scope.value(first);
      for (int index = 0; index < operators.size(); index++) {
        Object right = scope.value(others.get(index));
        if (!Comparison.holds(operators.get(index), left, right, scope)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }

  record Conditional(Expression test, Expression then, @Nullable Expression otherwise)
      implements Expression {
    @Override
    public Object value(Scope scope) {
      if (Values.truth(scope.value(test))) {
        return scope.value(then);
      }
      return otherwise == null
          ? new Undefined("the inline if without else gives nothing")
          : scope.value(otherwise);
    }
  }

  private static ListValue values(List<Expression> expressions, Scope scope) {
    ListValue values = new ListValue(new ArrayList<>(expressions.size()));
    for (Expression expression : expressions) {
      values.add(scope.value(expression));
    }
    return values;
  }
}
