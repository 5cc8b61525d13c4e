package io.navette.console;

/** A value that is JSON already: people see its text, and in JSON it stands as it is. */
public record JsonText(String json) {
  @Override
  public String toString() {
    return json;
  }
}
