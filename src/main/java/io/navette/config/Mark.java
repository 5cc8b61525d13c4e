package io.navette.config;

/** A place in a file, for messages; line and column count from 1. */
record Mark(String file, int line, int column) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
