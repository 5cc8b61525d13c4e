package io.navette.connector;

import java.util.List;

/**
 * A system that looks up several streams in one question where it knows which it will be asked for:
 * many small tables would cost a round trip each.
 */
public interface Foreseeing {
  /**
   * Which streams a run is going to describe, or which targets to look up, in about this order. The
   * engine calls it once, before the first of them; it returns at once, and nothing is promised.
   */
  void foresee(List<String> names);
}
