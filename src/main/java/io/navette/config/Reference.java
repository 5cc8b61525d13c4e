package io.navette.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that stands elsewhere: {@code ${secret:name}}, {@code ${env:NAME}}, {@code ${file:path}}.
 */
record Reference(Kind kind, String name) {
  static final Pattern WHOLE = Pattern.compile("\\$\\{(secret|env|file):([^}]+)\\}");

  static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)\\}");

  /** Where it stands. */
  enum Kind {
    SECRET,
    ENV,
    FILE,
    /** A text with {@code ${env:NAME}} in it. */
    TEXT
  }

  /**
   * The reference a value is; empty for an ordinary value.
   *
   * @throws IllegalArgumentException when a reference is only a part of the value, or misspelt
   */
  static Optional<Reference> of(String text) {
    if (!text.contains("${")) {
      return Optional.empty();
    }
    Matcher match = WHOLE.matcher(text);
    if (!match.matches()) {
      if (VARIABLE.matcher(text).replaceAll("").contains("${")) {
        throw new IllegalArgumentException(
            "only ${env:NAME} can be a part of a value; ${secret:NAME} and ${file:PATH} are the"
                + " whole of it");
      }
      return Optional.of(new Reference(Kind.TEXT, text));
    }
    Kind kind =
        switch (match.group(1)) {
          case "secret" -> Kind.SECRET;
          case "env" -> Kind.ENV;
          default -> Kind.FILE;
        };
    return Optional.of(new Reference(kind, match.group(2)));
  }
}
