package io.navette.connector;

import java.util.Map;
import java.util.Set;

/** A web API whose objects and operations are known before it is opened. */
public interface ApiTarget {
  /** The operations of each object that can be written, by its name. */
  Map<String, Set<String>> operations();
}
