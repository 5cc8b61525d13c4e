package io.navette.connector.rest.expression;

/** An operation that a template can call: a function, or a method bound to its value. */
record Callable(String name, Object subject, Operation operation) {
  Object call(Arguments arguments, Scope scope) {
    return operation.apply(name, subject, arguments, scope);
  }
}
