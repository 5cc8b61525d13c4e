package io.navette.console;

import io.navette.failure.Failure;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only way to stdout and stderr: results go to stdout, everything else to stderr. Thread-safe.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Look look;
  private final InstantSource clock;
  private final Style style;

  /** The clock stamps events for machines. */
  public Console(PrintStream out, PrintStream err, Look look, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.look = look;
    this.clock = clock;
    this.style = new Style(look.color() && look.errWidth().isPresent());
  }

  public Look look() {
    return look;
  }

  /** A result that is text, whatever {@code --output} says. */
  public synchronized void print(String text) {
    out.println(text);
    out.flush();
  }

  /** Raw bytes of a result, for {@code -} as a target; the caller does not close it. */
  public PrintStream rawOutput() {
    return out;
  }

  /**
   * A result in rows.
   *
   * @param whenEmpty what a person reads instead of a table without rows; scripts get the empty
   *     table
   */
  public synchronized void print(Table table, String whenEmpty) {
    switch (look.output()) {
      case JSON -> out.println(Json.array(table));
      case CSV -> Csv.lines(table).forEach(out::println);
      case TABLE -> {
        if (table.isEmpty()) {
          out.println(whenEmpty);
        } else {
          new TablePrinter(new Style(look.color() && look.outWidth().isPresent()), look.outWidth())
              .lines(table)
              .forEach(out::println);
        }
      }
    }
    out.flush();
  }

  /** One result; JSON is a single object instead of an array. */
  public synchronized void printOne(Map<String, ? extends @Nullable Object> members) {
    switch (look.output()) {
      case JSON -> print(Json.object(members));
      case CSV, TABLE -> {
        Table table = Table.of(Table.text("property"), Table.text("value"));
        members.forEach((name, value) -> table.row(name.replace('_', ' '), value));
        print(table, "");
      }
    }
  }

  /** Something worth knowing; silent with {@code --quiet}. */
  public void tell(String message) {
    if (look.volume() != Look.Volume.QUIET) {
      log("notice", message, Map.of());
    }
  }

  /** What a person must do now, with the address or text it is done with; shown always. */
  public void ask(String what, String with) {
    log("ask", with.isEmpty() ? what + ":" : what + ":\n  " + with, Map.of());
  }

  /** A detail; only with {@code --verbose}. */
  public void mention(String message) {
    if (look.volume() == Look.Volume.VERBOSE) {
      log("detail", message, Map.of());
    }
  }

  /** What went wrong, and what to do next. */
  public void fail(Failure failure, int exit) {
    fail(String.valueOf(failure.getMessage()), failure.remedy(), exit);
  }

  /**
   * What went wrong.
   *
   * @param remedy the next command or step; may be empty
   */
  public void fail(String message, String remedy, int exit) {
    if (look.log() == Look.Log.JSON) {
      log("error", message, Map.of("remedy", remedy, "exit", exit));
      return;
    }
    List<String> lines = message.lines().toList();
    synchronized (this) {
      err.println(style.bad("error:") + " " + String.join("\n       ", lines));
      if (!remedy.isEmpty()) {
        err.println(style.bold(" next:") + " " + remedy);
      }
      err.flush();
    }
  }

  /** One event for a person or a machine, on stderr. */
  synchronized void log(
      String event, String message, Map<String, ? extends @Nullable Object> more) {
    if (look.log() == Look.Log.JSON) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("at", clock.instant());
      members.put("event", event);
      members.put("message", message);
      members.putAll(more);
      err.println(Json.object(members));
    } else {
      err.println(message);
    }
    err.flush();
  }

  /** Writes to stderr as is: for redrawing. */
  synchronized void draw(String text) {
    err.print(text);
    err.flush();
  }

  Style style() {
    return style;
  }
}
