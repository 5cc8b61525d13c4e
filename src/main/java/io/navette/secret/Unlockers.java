package io.navette.secret;

import io.navette.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The ways to unlock that this process was given, in order: {@code NAVETTE_KEY_FILE}, systemd's
 * {@code CREDENTIALS_DIRECTORY}, {@code NAVETTE_PASSPHRASE}, {@code NAVETTE_PASSPHRASE_FILE},
 * {@code NAVETTE_PASSPHRASE_COMMAND}. A person is asked only when none of them is there.
 */
public final class Unlockers {
  private final Map<String, String> environment;
  private final Optional<String> tenant;
  private final Prompt prompt;

  public Unlockers(Map<String, String> environment, Optional<String> tenant, Prompt prompt) {
    this.environment = Map.copyOf(environment);
    this.tenant = tenant;
    this.prompt = prompt;
  }

  /** Those given without asking; each is read or run when the stream reaches it. */
  public Stream<Unlocker> given() {
    List<Supplier<Optional<Unlocker>>> ways =
        List.of(this::keyFile, this::systemd, this::variable, this::file, this::command);
    return ways.stream().map(Supplier::get).flatMap(Optional::stream);
  }

  /** Asks; empty without a terminal. */
  public Optional<Unlocker> asked(String message) {
    return prompt.passphrase(message).map(typed -> Unlocker.passphrase("the terminal", typed));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<Unlocker> keyFile() {
    return value("NAVETTE_KEY_FILE").map(p -> Unlocker.keyFile("NAVETTE_KEY_FILE", Path.of(p)));
  }

  private Optional<Unlocker> systemd() {
    String name = tenant.map(of -> "navette-" + of + ".key").orElse("navette.key");
    return value("CREDENTIALS_DIRECTORY")
        .map(folder -> Path.of(folder, name))
        .filter(Files::exists)
        .map(Unlocker::systemd);
  }

  private Optional<Unlocker> variable() {
    return value("NAVETTE_PASSPHRASE")
        .map(typed -> Unlocker.passphrase("NAVETTE_PASSPHRASE", typed.toCharArray()));
  }

  private Optional<Unlocker> file() {
    return value("NAVETTE_PASSPHRASE_FILE").map(Path::of).map(Unlockers::read);
  }

  private static Unlocker read(Path file) {
    PrivateFiles.requirePrivate(file);
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return firstLine("NAVETTE_PASSPHRASE_FILE", reader);
    } catch (IOException unreadable) {
      throw new Failure.Configuration(
          "NAVETTE_PASSPHRASE_FILE: can't read " + file + ": " + PrivateFiles.reason(unreadable),
          "point NAVETTE_PASSPHRASE_FILE at a file whose first line is the passphrase",
          unreadable);
    }
  }

  private static Unlocker firstLine(String origin, BufferedReader reader) throws IOException {
    String line = reader.readLine();
    return Unlocker.passphrase(origin, line == null ? new char[0] : line.toCharArray());
  }

  private Optional<Unlocker> command() {
    return value("NAVETTE_PASSPHRASE_COMMAND").map(Unlockers::run);
  }

  private static Unlocker run(String command) {
    String origin = "NAVETTE_PASSPHRASE_COMMAND";
    try {
      Process process =
          new ProcessBuilder("sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      String output;
      try (var stdout = process.getInputStream()) {
        output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new Failure.Configuration(
            origin + " ended with exit code " + exit, "run the command by hand to see why");
      }
      return Unlocker.passphrase(origin, output.lines().findFirst().orElse("").toCharArray());
    } catch (IOException unstartable) {
      throw new Failure.Configuration(
          origin + " could not be started", "it is run by sh -c", unstartable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure.Interrupted("stopped while " + origin + " ran");
    }
  }
}
