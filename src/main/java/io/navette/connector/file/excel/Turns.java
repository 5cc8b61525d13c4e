package io.navette.connector.file.excel;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets writers of one workbook follow each other: every sheet is a new version of the whole file.
 */
final class Turns {
  private final Map<Path, Semaphore> files = new ConcurrentHashMap<>();

  /** Waits until no other sheet of the file is being written. */
  Turn take(Path file) {
    Semaphore semaphore = files.computeIfAbsent(file.toAbsolutePath(), path -> new Semaphore(1));
    semaphore.acquireUninterruptibly();
    return new Turn(semaphore);
  }

  /** The right to write a file. */
  static final class Turn {
    private final Semaphore semaphore;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Turn(Semaphore semaphore) {
      this.semaphore = semaphore;
    }

    /** Lets the next one write; ending twice is harmless. */
    void end() {
      if (!ended.getAndSet(true)) {
        semaphore.release();
      }
    }
  }
}
