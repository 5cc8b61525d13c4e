package io.navette.connector;

/** A sink whose writers take {@link io.navette.row.Encoded} rows. */
public interface EncodedWriting {
  /**
   * Whether rows of this source may be written as they are: its columns have the very types of the
   * target's. Asked when the mapping changes nothing. Blocks.
   */
  boolean takes(EncodedReading source, WriteRequest request);
}
