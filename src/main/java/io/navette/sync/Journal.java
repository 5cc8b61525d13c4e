package io.navette.sync;

import io.navette.connector.IdMap;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * Where runs, bookmarks and rejections are kept. Implemented by the history store; thread-safe;
 * blocks.
 */
public interface Journal {
  void begin(RunStart start);

  /** Recorded instead of a run that a flow did not begin, with the reason. */
  void skip(RunStart start, String reason);

  /** Recorded as soon as a stream ends, so that a killed run still tells how far it came. */
  void record(String run, StreamOutcome outcome);

  void finish(RunOutcome outcome);

  Optional<Bookmark> bookmark(String job, String stream);

  void saveBookmark(String job, String stream, Bookmark bookmark, String run);

  void forgetBookmark(String job, String stream);

  /**
   * When an operator last set or reset the stream's state by hand, in the form of a run's id so
   * that the two compare; empty when never. What a target's ledger says of older runs no longer
   * counts then.
   */
  Optional<String> overridden(String job, String stream);

  /** Keeps rejections up to the store's cap per run; those beyond it are only counted. */
  void keep(String run, String job, String stream, List<Rejection> rejections);

  /** What the job wrote into a target that keeps no ledger, and what this run adds to it. */
  IdMap ids(String job, String target, String run);

  /** What a stream's rows held when they were last written. */
  Contents contents(String job, String stream);

  /** Rows read by the last successful runs of a stream, newest first, at most {@code runs}. */
  List<Long> rowsRead(String job, String stream, int runs);
}
