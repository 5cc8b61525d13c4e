package io.navette.connector;

/** How rows meet what the target already holds. */
public enum WriteMode {
  /** Adds every row. */
  APPEND,
  /** Creates only: a row whose key exists is left as it is. */
  INSERT,
  /** Changes only: a row whose key is unknown is passed over. */
  UPDATE,
  /** Creates or changes by key. */
  UPSERT,
  /** The target holds exactly these rows afterwards; swapped in at the end. */
  REPLACE,
  /** Upsert, then removes the keys that were not read; at the end, in one step. */
  MIRROR;

  /** Whether rows are matched by a key, which must then be declared. */
  public boolean needsKey() {
    return switch (this) {
      case APPEND, REPLACE -> false;
      case INSERT, UPDATE, UPSERT, MIRROR -> true;
    };
  }

  /** Whether the target changes only at the last commit, after a complete read. */
  public boolean wholeStream() {
    return this == REPLACE || this == MIRROR;
  }
}
