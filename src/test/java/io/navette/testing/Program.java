package io.navette.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The program as a process of its own, so that it can be killed and its outputs searched. */
public final class Program {
  private final Path folder;
  private final Map<String, String> environment;
  private int runs;

  /**
   * @param folder the working directory; outputs are kept beside the files in it
   * @param environment added to this process's
   */
  public Program(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** What a finished process left. */
  public record Result(int exit, String out, String err) {}

  /** Starts the program; its outputs go to files. */
  public Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xshare:auto"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.navette.Main");
    command.addAll(List.of(arguments));
    runs++;
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectOutput(out().toFile()).redirectError(err().toFile());
    return builder.start();
  }

  /** Runs the program to its end. */
  public Result run(String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    return runWith("", arguments);
  }

  /** Runs the program to its end, with this on its standard input. */
  public Result runWith(String input, String... arguments)
      throws IOException, InterruptedException, TimeoutException {
    Process process = start(arguments);
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new TimeoutException(String.join(" ", arguments));
    }
    return new Result(process.exitValue(), read(out()), read(err()));
  }

  private Path out() {
    return folder.resolve("run-" + runs + ".out");
  }

  private Path err() {
    return folder.resolve("run-" + runs + ".err");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
