package io.navette.connector;

/** A writer whose rows take effect one by one, before the commit. */
public interface Receipting {
  /** What became of rows since the last commit; the next commit will not tell them again. */
  Committed settled();
}
