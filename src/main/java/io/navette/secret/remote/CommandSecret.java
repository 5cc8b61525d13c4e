package io.navette.secret.remote;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program prints, for secret managers of every other kind. No shell is asked: nothing in a
 * reference is expanded. What the program says on stderr is not repeated, since it may be secret.
 */
final class CommandSecret {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST = 1 << 20;

  /** Words, in which quotes hold blanks together. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private final Duration patience;

  CommandSecret() {
    this(PATIENCE);
  }

  /**
   * @param patience after which the program is ended
   */
  CommandSecret(Duration patience) {
    this.patience = patience;
  }

  /** The output without the line ends behind it. */
  Secret fetch(Asked asked) {
    Process process = start(asked);
    AtomicReference<String> output = new AtomicReference<>("");
    Thread reader = Thread.ofVirtual().start(() -> output.set(read(process)));
    try {
      if (!reader.join(patience) || !process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw asked.failing(
            "the command was not done after " + patience.toSeconds() + " s",
            "run it by hand; it must not ask anything");
      }
      return result(asked, process.exitValue(), output.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted(asked.label() + ": stopped while the command ran");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(Asked asked) {
    List<String> words = new ArrayList<>();
    Matcher match = WORD.matcher(asked.name());
    while (match.find()) {
      words.add(
          match.group(1) != null
              ? match.group(1)
              : match.group(2) != null ? match.group(2) : match.group(3));
    }
    if (words.isEmpty()) {
      throw asked.wrong("it names no program", "write ${cmd:PROGRAM ARGUMENTS}");
    }
    try {
      return new ProcessBuilder(words)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw asked.wrong(
          "the program " + words.get(0) + " can't be started",
          "give its full path; cron has a short PATH, and no shell is asked");
    }
  }

  /** What there is until the program ends, or is ended. */
  private static String read(Process process) {
    try (InputStream stream = process.getInputStream()) {
      return new String(stream.readNBytes(MOST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static Secret result(Asked asked, int exit, String output) {
    if (exit != 0) {
      throw asked.wrong(
          "the command ended with exit code " + exit, "run it by hand to see what it says");
    }
    String value = output.replaceFirst("[\\r\\n]+$", "");
    if (value.isEmpty()) {
      throw asked.wrong("the command printed nothing", "run it by hand to see what it says");
    }
    return new Secret(value);
  }
}
