package io.navette.connector;

import java.util.List;

/**
 * What would be done with the rows of a stream, and what doing it costs.
 *
 * @param rows in the order of the source, then those that vanished from it; without the rows that
 *     are as they were when they were last sent
 * @param reads requests to look the rows up once more before they are sent
 * @param writes requests that send them, if none is refused or repeated
 * @param chunk how many chunks the job had written before
 */
public record PlannedRows(List<PlannedRow> rows, long reads, long writes, long chunk) {
  public PlannedRows {
    rows = List.copyOf(rows);
  }
}
