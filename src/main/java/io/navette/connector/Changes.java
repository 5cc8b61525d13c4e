package io.navette.connector;

/** Rows by what happened, or would happen, to them in the target. */
public record Changes(long created, long updated, long unchanged, long deleted) {
  public static final Changes NONE = new Changes(0, 0, 0, 0);

  public static Changes created(long rows) {
    return new Changes(rows, 0, 0, 0);
  }

  public Changes plus(Changes other) {
    return new Changes(
        created + other.created,
        updated + other.updated,
        unchanged + other.unchanged,
        deleted + other.deleted);
  }

  /** Rows that the target holds differently than before. */
  public long touched() {
    return created + updated + deleted;
  }
}
