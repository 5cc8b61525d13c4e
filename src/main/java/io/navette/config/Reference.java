package io.navette.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that stands elsewhere: {@code ${secret:name}}, {@code ${env:NAME}}, {@code ${file:path}},
 * or {@code ${vault:path#key}} and the like, which a secret manager or a command is asked for.
 *
 * @param service the word before the colon; empty for a text
 */
record Reference(Kind kind, String service, String name) {
  static final Pattern WHOLE =
      Pattern.compile("\\$\\{(secret|env|file|vault|aws|google|azure|cmd):([^}]+)\\}");

  static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)\\}");

  /** Where it stands. */
  enum Kind {
    SECRET,
    ENV,
    FILE,
    /** With others, who are asked for it. */
    REMOTE,
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
      return Optional.of(new Reference(Kind.TEXT, "", text));
    }
    Kind kind =
        switch (match.group(1)) {
          case "secret" -> Kind.SECRET;
          case "env" -> Kind.ENV;
          case "file" -> Kind.FILE;
          default -> Kind.REMOTE;
        };
    return Optional.of(new Reference(kind, match.group(1), match.group(2)));
  }
}
