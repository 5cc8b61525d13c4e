package io.navette.connector.rest.expression;

import java.util.List;

/** Where a value goes: a variable, an attribute of a namespace, or several at once. */
interface Target {
  void assign(Object value, Scope scope);

  record Variable(String name) implements Target {
    @Override
    public void assign(Object value, Scope scope) {
      scope.set(name, value);
    }
  }

  record NamespaceVariable(String namespace, String name) implements Target {
    @Override
    public void assign(Object value, Scope scope) {
      if (!(scope.get(namespace) instanceof Namespace found)) {
        throw Fault.value("only a namespace's attributes can be set");
      }
      found.variables().put(name, value);
    }
  }

  record Several(List<Target> targets) implements Target {
    @Override
    public void assign(Object value, Scope scope) {
      ListValue items = Sequences.list(value, scope);
      if (items.size() != targets.size()) {
        throw Fault.value(targets.size() + " values expected, not " + items.size());
      }
      for (int index = 0; index < targets.size(); index++) {
        targets.get(index).assign(items.get(index), scope);
      }
    }
  }
}
