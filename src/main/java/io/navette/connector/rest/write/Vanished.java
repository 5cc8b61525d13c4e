package io.navette.connector.rest.write;

import io.navette.connector.IdMap;
import java.util.List;

/** Which records the job wrote, and the source no longer has. */
interface Vanished {
  /** Looks into the history; blocks. */
  List<IdMap.Known> records();
}
