package io.navette.connector.google.drive;

import java.util.Optional;

/** A listing, page by page. Used by one thread. */
interface Pages {
  /** The next page, which may hold nothing; empty at the end. Blocks. */
  Optional<Page> next();
}
