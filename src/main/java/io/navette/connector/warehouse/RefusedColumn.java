package io.navette.connector.warehouse;

import io.navette.connector.WriteRequest;
import java.util.Optional;

/** Whom a warehouse's message blames. */
final class RefusedColumn {
  private RefusedColumn() {}

  /** The first column it names; not one of the key, which it may name only to say which row. */
  static Optional<String> of(WriteRequest request, String reason) {
    return request.schema().names().stream()
        .filter(name -> !request.key().contains(name))
        .filter(reason::contains)
        .findFirst();
  }
}
