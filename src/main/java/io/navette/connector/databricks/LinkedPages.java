package io.navette.connector.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.connector.databricks.Statements.Ended;
import io.navette.connector.warehouse.Pages;
import io.navette.failure.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A result in files of its own. Some are fetched at once, and handed out in their order. A link is
 * good for a few minutes: where it has expired, it is asked for again.
 */
final class LinkedPages implements Pages {
  private static final int LINKS = 3;

  private final Statements statements;
  private final Ended statement;
  private final int chunks;
  private final int concurrency;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Future<List<@Nullable String[]>>> ahead = new ArrayDeque<>();
  private int started;

  /**
   * @param concurrency files fetched at once
   */
  LinkedPages(Statements statements, Ended statement, int concurrency) {
    this.statements = statements;
    this.statement = statement;
    this.concurrency = concurrency;
    this.chunks = statement.answer().path("manifest").path("total_chunk_count").asInt();
  }

  @Override
  public Optional<List<@Nullable String[]>> next() {
    while (started < chunks && ahead.size() < concurrency) {
      int chunk = started;
      ahead.add(threads.submit(() -> rows(chunk)));
      started++;
    }
    return ahead.isEmpty() ? Optional.empty() : Optional.of(taken(ahead.remove()));
  }

  private List<@Nullable String[]> rows(int chunk) {
    for (int tries = 0; tries < LINKS; tries++) {
      boolean first = chunk == 0 && tries == 0;
      JsonNode result =
          first ? statement.answer().path("result") : statements.chunk(statement.id(), chunk);
      Optional<JsonNode> rows = statements.rows(result.path("external_links").path(0));
      if (rows.isPresent()) {
        return PrintedRows.of(rows.get());
      }
    }
    throw new Failure.Remote(
        "statement " + statement.id() + ": the links to chunk " + chunk + " are refused",
        "look whether a firewall stands between this machine and the workspace's storage");
  }

  private static List<@Nullable String[]> taken(Future<List<@Nullable String[]>> rows) {
    try {
      return rows.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("interrupted while reading from Databricks");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
