package io.navette;

import io.navette.cli.LocalWorkspace;
import io.navette.cli.Program;
import io.navette.cli.Surroundings;
import io.navette.cli.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/** A command typed in a folder, without a process: its exit code and what it said. */
record Typed(int exit, String out, String err) {

  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  /** A clock that goes on only while the program sleeps: it would wait for a rate for ever else. */
  private static final class Standing implements InstantSource {
    private final AtomicReference<Instant> now;
    private final boolean goes;
    private final long begun = System.nanoTime();

    private Standing(Instant now, boolean goes) {
      this.now = new AtomicReference<>(now);
      this.goes = goes;
    }

    @Override
    public Instant instant() {
      return goes ? now.get().plusNanos(System.nanoTime() - begun) : now.get();
    }

    private void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time);
      if (!goes) {
        now.updateAndGet(before -> before.plus(time));
      }
    }
  }

  private static Workspace workspace(Workspace.Request request, Surroundings surroundings) {
    return LocalWorkspace.open(request, surroundings, ((Standing) surroundings.clock())::sleep);
  }

  /** Runs it with an empty environment but for a home of its own inside the folder. */
  static Typed in(Path folder, String... arguments) {
    return in(folder, Map.of(), "", arguments);
  }

  static Typed in(Path folder, Map<String, String> environment, String input, String... arguments) {
    return in(folder, environment, input, Optional.of(Typed::workspace), arguments);
  }

  static Typed in(
      Path folder,
      Map<String, String> environment,
      String input,
      Optional<Workspace.Opener> workspaces,
      String... arguments) {
    return at(new Standing(NOW, false), folder, environment, input, workspaces, arguments);
  }

  /** Typed at another time. */
  static Typed at(Instant now, Path folder, Map<String, String> environment, String... arguments) {
    return at(
        new Standing(now, false),
        folder,
        environment,
        "",
        Optional.of(Typed::workspace),
        arguments);
  }

  /** The same, with a clock that goes on from there: APIs that limit requests are waited for. */
  static Typed from(
      Instant start, Path folder, Map<String, String> environment, String... arguments) {
    return at(
        new Standing(start, true),
        folder,
        environment,
        "",
        Optional.of(Typed::workspace),
        arguments);
  }

  private static Typed at(
      Standing clock,
      Path folder,
      Map<String, String> environment,
      String input,
      Optional<Workspace.Opener> workspaces,
      String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("NAVETTE_HOME", folder.resolve("navette-home").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            "navette test",
            all,
            folder,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            OptionalInt.empty(),
            OptionalInt.empty(),
            false,
            clock,
            Main::catalog,
            workspaces);
    int exit = new Program(surroundings, Main::exit).run(arguments);
    return new Typed(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
