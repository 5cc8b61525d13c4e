package io.navette.cli;

import io.navette.connector.Catalog;
import io.navette.console.Console;

/** What a command works with, made when first asked for: parsing must have happened before. */
final class Session {
  private final Surroundings surroundings;
  private final GlobalOptions options;

  Session(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  GlobalOptions options() {
    return options;
  }

  Catalog catalog() {
    return surroundings.catalog();
  }

  Console console() {
    return new Console(
        surroundings.out(), surroundings.err(), options.look(surroundings), surroundings.clock());
  }

  /** Whether a person may be asked. */
  boolean mayAsk() {
    return surroundings.asks() && !options.noInput;
  }
}
