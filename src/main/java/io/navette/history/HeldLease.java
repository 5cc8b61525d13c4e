package io.navette.history;

import io.navette.failure.Failure;
import io.navette.sync.Leases;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A lease and the thread that keeps it. */
final class HeldLease implements Leases.Lease {
  private final LeaseTable table;
  private final String job;
  private final String run;
  private final long fence;
  private final Duration lasts;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean lost;

  HeldLease(LeaseTable table, String job, String run, long fence, Duration lasts) {
    this.table = table;
    this.job = job;
    this.run = run;
    this.fence = fence;
    this.lasts = lasts;
    Thread.ofPlatform().daemon().name("lease of " + job).start(this::keep);
  }

  private void keep() {
    try {
      while (!closed.await(lasts.toMillis() / 3, TimeUnit.MILLISECONDS) && !lost) {
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An unreachable store is tried again at the next beat; {@link #confirm} asks it anyway. */
  void beat() {
    try {
      lost = !table.renew(job, run, fence);
    } catch (Failure unreachable) {
      return;
    }
  }

  @Override
  public long fence() {
    return fence;
  }

  /** A lease that expired while its host slept is taken up again unless somebody else took it. */
  @Override
  public void confirm() {
    if (lost || !(table.held(job, run, fence) || table.renew(job, run, fence))) {
      lost = true;
      throw new Failure.Locked(
          "job "
              + job
              + ": run "
              + run
              + " lost its lease, because it could not be renewed for "
              + lasts.toSeconds()
              + " s or another run took over",
          "nothing more was written; run it again: it goes on after the last committed chunk");
    }
  }

  @Override
  public void close() {
    if (closed.getCount() > 0) {
      closed.countDown();
      table.release(job, run, fence);
    }
  }
}
