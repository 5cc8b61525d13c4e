package io.navette.connector.rest.expression;

/** What is not there: prints as nothing, is false, and fails when something is done with it. */
record Undefined(String message) {
  Fault fault() {
    return Fault.undefined(message);
  }
}
