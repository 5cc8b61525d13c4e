package io.navette.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class InterruptibleSocketsTest {
  /** What a thread does until something is thrown. */
  @FunctionalInterface
  private interface Waiting {
    void run() throws Exception;
  }

  @Test
  void anInterruptionEndsARead() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket =
            new InterruptibleSockets()
                .createSocket(silent.getInetAddress(), silent.getLocalPort())) {
      assertThat(interrupted(() -> socket.getInputStream().read())).isInstanceOf(IOException.class);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void anInterruptionEndsAStatement() throws Exception {
    String url = TestPostgres.newDatabase();
    try (Connection connection =
            TestPostgres.connect(url + "&socketFactory=" + InterruptibleSockets.class.getName());
        Statement statement = connection.createStatement()) {
      assertThat(interrupted(() -> statement.execute("SELECT pg_sleep(600)")))
          .isInstanceOf(SQLException.class);
    }
  }

  /** What the waiting ended with, once it began and its thread was interrupted. */
  private static Exception interrupted(Waiting waiting) throws Exception {
    CompletableFuture<Exception> end = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    waiting.run();
                  } catch (Exception e) {
                    end.complete(e);
                  }
                });
    while (!end.isDone()) {
      try {
        return end.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Interrupted again and again: the first time it may not yet have been waiting.
        thread.interrupt();
      }
    }
    return end.get();
  }
}
