package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.failure.Failure;

/** Opens the two ends of a job. */
final class Ends {
  private Ends() {}

  @MustBeClosed
  static Source source(Job job) {
    if (job.from().connector() instanceof SourceConnector connector) {
      return connector.openSource(job.from().settings());
    }
    throw new Failure.Configuration(
        "job "
            + job.name()
            + ": connection "
            + job.from().name()
            + " ("
            + job.from().connector().name()
            + ") can't be read from",
        "choose another connection as from:");
  }

  @MustBeClosed
  static Sink sink(Job job) {
    if (job.to().connector() instanceof SinkConnector connector) {
      return connector.openSink(job.to().settings());
    }
    throw new Failure.Configuration(
        "job "
            + job.name()
            + ": connection "
            + job.to().name()
            + " ("
            + job.to().connector().name()
            + ") can't be written to",
        "choose another connection as to:");
  }

  /** The source, as what is written to. */
  @MustBeClosed
  static Sink acknowledging(Job job) {
    if (job.from().connector() instanceof SinkConnector connector) {
      return connector.openSink(job.from().settings());
    }
    throw new Failure.Configuration(
        "job "
            + job.name()
            + ": acknowledge: connection "
            + job.from().name()
            + " ("
            + job.from().connector().name()
            + ") can't be written to",
        "leave acknowledge: out");
  }

  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
