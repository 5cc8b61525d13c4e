package io.navette.connector.rest.expression;

/** The null of the language, which is a value like any other. */
enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
