package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import java.time.Duration;

/** Keeps two runs of a job apart, across hosts. Implemented by the history store; thread-safe. */
public interface Leases {
  /**
   * Takes the lease of a job; renews it from a thread of its own until it is closed.
   *
   * @param patience how long to wait for another holder; zero to fail at once. Blocks as long
   * @throws io.navette.failure.Failure.Locked naming the holder (host, pid, run, age)
   */
  @MustBeClosed
  Lease acquire(String job, String run, Duration patience);

  /** A lease that is held. */
  interface Lease extends AutoCloseable {
    /** Grows with every new holder of the job. */
    long fence();

    /**
     * Throws {@link io.navette.failure.Failure.Locked} when the lease was lost (renewal failed for
     * too long, or another holder took over); called before each commit.
     */
    void confirm();

    @Override
    void close();
  }
}
