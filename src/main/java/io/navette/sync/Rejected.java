package io.navette.sync;

import io.navette.connector.WriteMode;
import io.navette.failure.Failure;

/**
 * How many rows of a stream were rejected, and what follows from that.
 *
 * @param read rows the source delivered
 */
record Rejected(StreamRule rule, long rejected, long read) {

  boolean exceeded() {
    return rule.maxRejects().exceeded(rejected, read);
  }

  /** Whether rows would be missing from what stands for the whole source. */
  boolean blocks() {
    boolean incomplete = rule.mode() == WriteMode.MIRROR && rejected > 0;
    return rule.mode().wholeStream() && (exceeded() || incomplete);
  }

  Failure failure(String consequence, String remedy) {
    return new Failure.Data(
        rejected
            + " of "
            + read
            + " rows were rejected, more than max_rejects allows; "
            + consequence,
        remedy);
  }
}
