package io.navette.connector.rest.expression;

/** Why an evaluation stopped; {@link Template} decides what that means for its result. */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  enum Kind {
    /** Something of a value that is not there was needed. */
    UNDEFINED,
    /** The kind of a value does not fit the operation. */
    TYPE,
    /** The value itself does not fit, or the template is wrong. */
    VALUE,
    /** The data can't be used for what it is meant for, whatever the template. */
    DATA,
    /** A budget is spent. */
    BUDGET
  }

  private final Kind kind;

  private Fault(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static Fault undefined(String message) {
    return new Fault(Kind.UNDEFINED, message);
  }

  static Fault type(String message) {
    return new Fault(Kind.TYPE, message);
  }

  static Fault value(String message) {
    return new Fault(Kind.VALUE, message);
  }

  static Fault data(String message) {
    return new Fault(Kind.DATA, message);
  }

  static Fault budget(String message) {
    return new Fault(Kind.BUDGET, message);
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    String message = getMessage();
    return message == null ? kind.name() : message;
  }
}
