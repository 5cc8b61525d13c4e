package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;

/** Something that can be called by name: a function, a method, a filter or a test. */
final class Operation {
  /** What it does; functions have no subject. */
  interface Body {
    Object apply(Object subject, Arguments arguments, Scope scope);
  }

  private final List<String> names;
  private final int required;
  private final boolean free;
  private final Body body;

  private Operation(List<String> names, int required, boolean free, Body body) {
    this.names = names;
    this.required = required;
    this.free = free;
    this.body = body;
  }

  /**
   * An operation with its arguments as in {@code "old new count?"}; {@code "*"} takes what comes.
   */
  static Operation of(String signature, Body body) {
    List<String> names = new ArrayList<>();
    int required = 0;
    for (String name : signature.isEmpty() ? new String[0] : signature.split(" ", -1)) {
      boolean optional = name.endsWith("?");
      names.add(optional ? name.substring(0, name.length() - 1) : name);
      required += optional ? 0 : 1;
    }
    return new Operation(names, required, signature.equals("*"), body);
  }

  Object apply(String name, Object subject, Arguments arguments, Scope scope) {
    Arguments given = free ? arguments : arguments.bound(name, names, required);
    return body.apply(subject, given, scope);
  }
}
