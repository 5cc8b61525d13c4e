package io.navette.connector;

/** A writer whose commits cost so much that it wants other chunks than the usual ones. */
public interface ChunkSizing {
  /** What it wants unless a run says otherwise. */
  ChunkSize chunkSize();
}
