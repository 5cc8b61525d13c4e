package io.navette.connector;

/**
 * A sink that takes one stream's rows from several writers at once: each has a chunk of its own,
 * and they commit in the chunks' order.
 */
public interface TurnTaking {
  /**
   * How many writers may have chunks of this stream under way; 1 where a row may depend on a row of
   * an earlier chunk, which another writer does not see before it is committed. Asked once, behind
   * the stream's first chunk. Blocks.
   */
  int writers(WriteRequest request);
}
