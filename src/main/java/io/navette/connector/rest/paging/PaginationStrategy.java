package io.navette.connector.rest.paging;

import java.util.Optional;

/** Which page comes next. Keeps nothing: all it needs is in the page before. */
public interface PaginationStrategy {
  /** The token the first page is asked with, when it needs one. */
  Optional<Object> first();

  /** The token of the page after this one; empty at the end. */
  Optional<Object> next(Page page);

  /** How many records a page should have, when that is fixed. */
  Optional<Long> pageSize();
}
