package io.navette.connector.rest.expression;

/** A piece of a template, with the place where it starts. */
record Token(Kind kind, String text, int position) {
  enum Kind {
    DATA,
    OUTPUT_BEGIN,
    OUTPUT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }

  String shown() {
    return switch (kind) {
      case END -> "the end of the template";
      case OUTPUT_END -> "'}}'";
      case BLOCK_END -> "'%}'";
      case STRING -> "a text";
      default -> "'" + text + "'";
    };
  }
}
