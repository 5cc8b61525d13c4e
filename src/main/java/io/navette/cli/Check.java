package io.navette.cli;

import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.failure.Failure;
import io.navette.sync.Endpoint;
import io.navette.sync.Job;
import io.navette.sync.StreamRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;

/** Tests connections and jobs, all at the same time. */
final class Check {
  private final ToIntFunction<Throwable> exits;

  Check(ToIntFunction<Throwable> exits) {
    this.exits = exits;
  }

  /** The results in the order asked for; blocks until the last one is there. */
  List<Checked> all(List<Endpoint> endpoints, List<Job> jobs) {
    List<Callable<Checked>> tests = new ArrayList<>();
    endpoints.forEach(
        end -> tests.add(() -> check("connection", end.name(), () -> connection(end))));
    jobs.forEach(job -> tests.add(() -> check("job", job.name(), () -> job(job))));
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Checked> results = new ArrayList<>();
      for (Future<Checked> future : threads.invokeAll(tests)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("the test was stopped");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static String connection(Endpoint endpoint) {
    return endpoint.connector().check(endpoint.settings());
  }

  /** A job is good when the streams it names exist. */
  private static String job(Job job) {
    if (!(job.from().connector() instanceof SourceConnector connector)) {
      throw new Failure.Configuration(job.from().name() + " can only be written to", "");
    }
    try (Source source = connector.openSource(job.from().settings())) {
      List<String> names = source.streamNames();
      for (StreamRule rule : job.rules()) {
        if (!rule.disabled() && !rule.pattern().contains("*") && !names.contains(rule.pattern())) {
          describe(source, rule, job.from().name());
        }
      }
      return names.size() + (names.size() == 1 ? " stream" : " streams") + " at the source";
    }
  }

  /** A database knows a table by more names than the one it lists. */
  private static void describe(Source source, StreamRule rule, String connection) {
    try {
      source.describe(rule.pattern(), rule.options());
    } catch (Failure e) {
      throw new Failure.Configuration(
          connection + " holds no stream " + rule.pattern(),
          "navette connect discover " + connection,
          e);
    }
  }

  private Checked check(String kind, String name, Callable<String> test) {
    long began = System.nanoTime();
    int exit = 0;
    String detail;
    try {
      detail = test.call();
    } catch (Failure e) {
      exit = exits.applyAsInt(e);
      detail = e.getMessage() + (e.remedy().isEmpty() ? "" : " (" + e.remedy() + ")");
    } catch (Exception e) {
      exit = exits.applyAsInt(e);
      detail = "a bug in navette: " + e;
    }
    return new Checked(kind, name, exit, Duration.ofNanos(System.nanoTime() - began), detail);
  }
}
