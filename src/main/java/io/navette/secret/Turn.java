package io.navette.secret;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A turn that threads and processes take one after the other. Each name has a lock file of its own:
 * closing a file gives up all locks this process has on it.
 */
final class Turn {
  /** File locks work between processes only. */
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private final Path file;

  Turn(Path beside, String name) {
    this.file = PrivateFiles.beside(beside.toAbsolutePath().normalize(), "." + fingerprint(name));
  }

  static String fingerprint(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }

  <T> T take(Supplier<T> work) {
    ReentrantLock here = HERE.computeIfAbsent(file, added -> new ReentrantLock());
    try {
      here.lockInterruptibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("interrupted while waiting for another thread");
    }
    try (FileChannel lock = PrivateFiles.lock(file)) {
      T done = work.get();
      lock.force(false);
      return done;
    } catch (IOException refused) {
      throw PrivateFiles.failure("unlock " + file, refused);
    } finally {
      here.unlock();
    }
  }
}
