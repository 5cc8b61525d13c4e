package io.navette.sync;

import io.navette.connector.Receipt;
import io.navette.mapping.Mapped;
import java.util.List;

/** Goes along with the rows of a stream, from the mapping to the commit. Used by its thread. */
interface Follower {
  /** The rows to write of these; may block. */
  Mapped before(Mapped mapped);

  /** The rows since the last call are durable in the target, but for the refused ones. Blocks. */
  void committed(Refused refused, List<Receipt> receipts);
}
