package io.navette.connector.rest.expression;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes text, or prepares what later parts write. */
interface Statement {
  void render(Scope scope, Output output);

  /** The text of a template while it grows. */
  final class Output {
    private final StringBuilder text = new StringBuilder();

    void write(String more, Scope scope) {
      scope.budget().text((long) text.length() + more.length());
      text.append(more);
    }

    String text() {
      return text.toString();
    }
  }

  record Text(String text) implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      output.write(text, scope);
    }
  }

  record Print(Expression expression) implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      output.write(Printer.plain(scope.value(expression), scope), scope);
    }
  }

  record Block(List<Statement> statements) implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      for (Statement statement : statements) {
        statement.render(scope, output);
      }
    }
  }

  record If(List<Expression> tests, List<Statement> bodies, Statement otherwise)
      implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      for (int index = 0; index < tests.size(); index++) {
        if (Values.truth(scope.value(tests.get(index)))) {
          bodies.get(index).render(scope, output);
          return;
        }
      }
      otherwise.render(scope, output);
    }
  }

  record Set(Target target, Expression value) implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      target.assign(scope.value(value), scope);
    }
  }

  /** {@code {% set x %}...{% endset %}}: the text between becomes the value. */
  record SetBlock(Target target, Statement body) implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      Output inner = new Output();
      body.render(scope.inner(), inner);
      target.assign(inner.text(), scope);
    }
  }

  record With(List<Set> variables, Statement body) implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      Scope inner = scope.inner();
      for (Set variable : variables) {
        variable.target().assign(scope.value(variable.value()), inner);
      }
      body.render(inner, output);
    }
  }

  record For(
      Target target,
      Expression items,
      @Nullable Expression condition,
      Statement body,
      Statement otherwise)
      implements Statement {
    @Override
    public void render(Scope scope, Output output) {
      ListValue chosen = new ListValue();
      Iterator<Object> iterator = Sequences.items(scope.value(items));
      while (iterator.hasNext()) {
        Object item = iterator.next();
        scope.budget().spend(1);
        if (passes(item, scope)) {
          chosen.add(item);
        }
      }
      for (int index = 0; index < chosen.size(); index++) {
        Scope inner = scope.inner();
        inner.set("loop", new Loop(chosen, index));
        target.assign(chosen.get(index), inner);
        body.render(inner, output);
      }
      if (chosen.isEmpty()) {
        otherwise.render(scope.inner(), output);
      }
    }

    private boolean passes(Object item, Scope scope) {
      if (condition == null) {
        return true;
      }
      Scope inner = scope.inner();
      target.assign(item, inner);
      return Values.truth(inner.value(condition));
    }
  }
}
