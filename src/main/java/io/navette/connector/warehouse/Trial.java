package io.navette.connector.warehouse;

import java.util.List;

/** Where rows meet a target's columns and constraints, and nothing of it stays in the target. */
public interface Trial extends AutoCloseable {
  /** What stands in the target's place in statements. */
  Relation target();

  /** Runs statements in order; blocks. A refusal means the rows. */
  Outcome run(List<String> statements);

  @Override
  void close();
}
