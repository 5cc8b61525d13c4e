package io.navette.connector.google.sheets;

import io.navette.connector.Changes;
import java.util.List;
import java.util.Optional;

/** One way to bring rows into a sheet. Used by one thread. */
interface Delivery {
  /**
   * Why a row can't be taken; empty where it can. May look at the sheet; blocks.
   *
   * @param row its values in the order of the schema
   */
  Optional<String> objection(List<Object> row);

  /** What would happen to the sheet's rows. May look at it; blocks. */
  Changes changes(List<List<Object>> rows);

  /** Rows in the sheet before anything is sent. Blocks. */
  long targetRows();

  /** Sends all rows. Blocks. */
  void send(List<List<Object>> rows);
}
