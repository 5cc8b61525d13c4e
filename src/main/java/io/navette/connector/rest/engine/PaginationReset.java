package io.navette.connector.rest.engine;

import java.util.Optional;

/**
 * When pages are begun anew: after so many records, or when an answer asks for it.
 *
 * @param splits whether the next pages begin at the furthest record seen instead of the window's
 *     start
 * @param mostRecords of one row of pages; empty for no limit
 */
record PaginationReset(boolean splits, Optional<Long> mostRecords) {
  private static final PaginationReset NONE = new PaginationReset(false, Optional.empty());

  static PaginationReset of(Optional<Component> reset) {
    return reset
        .map(
            found ->
                new PaginationReset(
                    "SPLIT_USING_CURSOR".equals(found.template("action").orElse("")),
                    found.child("limits").flatMap(limits -> limits.integer("number_of_records"))))
        .orElse(NONE);
  }

  /** An answer that asks for the first page again; never leaves the engine. */
  static final class Requested extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Requested() {
      super("the manifest resets the pagination at this answer", null, false, false);
    }
  }
}
