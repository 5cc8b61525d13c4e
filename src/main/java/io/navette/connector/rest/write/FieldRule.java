package io.navette.connector.rest.write;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one field of a record that is sent.
 *
 * @param path where it stands in the record
 * @param from the column whose value it has; empty where {@code value} gives it
 * @param value a constant or a tree of templates
 * @param fillEmpty sent only where the target's own field is empty
 * @param sent false where the column is only there for templates, or for other operations
 */
record FieldRule(
    List<String> path,
    Optional<String> from,
    @Nullable Object value,
    Nulls nulls,
    Conversion as,
    boolean fillEmpty,
    boolean sent) {
  FieldRule {
    path = List.copyOf(path);
  }

  /** What is sent for a value that is null. */
  enum Nulls {
    /** The field is left out: the target keeps what it has. */
    SKIP,
    /** What the API empties a field by. */
    CLEAR,
    /** A null. */
    SEND
  }
}
