package io.navette.connector.rest.expression;

import java.util.List;

/** Which literals may replace the text of a result; all others leave it a text. */
public enum Accepted {
  ANY,
  TEXT,
  TEXT_OR_LIST;

  boolean takes(Object value) {
    return switch (this) {
      case ANY -> true;
      case TEXT -> value instanceof String;
      case TEXT_OR_LIST ->
          value instanceof String || (value instanceof List<?> && !(value instanceof Tuple));
    };
  }
}
