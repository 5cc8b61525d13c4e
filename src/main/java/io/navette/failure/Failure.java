package io.navette.failure;

import java.util.List;

/**
 * A failure somebody can act on. The kind says who; {@code Main} alone turns it into an exit code.
 * Any other exception that reaches {@code Main} is a bug in Navette.
 *
 * <p>The message says what and where; {@link #remedy()} says what to type or change next, and may
 * be empty. Neither ever holds a secret's value.
 */
public abstract sealed class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  private Failure(String message, String remedy, Throwable... cause) {
    super(message, cause.length == 0 ? null : cause[0]);
    this.remedy = remedy;
  }

  /** The next step in a sentence or a command; empty when the message already says it. */
  public String remedy() {
    return remedy;
  }

  /** The command line was wrong (exit 2). */
  public static final class Usage extends Failure {
    private static final long serialVersionUID = 1L;

    public Usage(String message, String remedy) {
      super(message, remedy);
    }
  }

  /** The YAML, the environment or the keystore must change (exit 4). */
  public static final class Configuration extends Failure {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public Configuration(String message, String remedy, Throwable... cause) {
      super(message, remedy, cause);
      this.problems = List.of(message);
    }

    /** All problems together, each already complete with file:line:column. */
    public Configuration(List<String> problems) {
      super(String.join("\n", problems), "");
      this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
      return problems;
    }
  }

  /** The remote knows us not, or forbids it (exit 5). */
  public static final class Access extends Failure {
    private static final long serialVersionUID = 1L;

    public Access(String message, String remedy, Throwable... cause) {
      super(message, remedy, cause);
    }
  }

  /** The remote, the network, the disk failed or went away (exit 6). */
  public static final class Remote extends Failure {
    private static final long serialVersionUID = 1L;

    public Remote(String message, String remedy, Throwable... cause) {
      super(message, remedy, cause);
    }
  }

  /** A quota or rate limit ended the run (exit 7). */
  public static final class Quota extends Failure {
    private static final long serialVersionUID = 1L;

    public Quota(String message, String remedy, Throwable... cause) {
      super(message, remedy, cause);
    }
  }

  /** The data can't be carried as asked, beyond the tolerance (exit 8). */
  public static final class Data extends Failure {
    private static final long serialVersionUID = 1L;

    public Data(String message, String remedy, Throwable... cause) {
      super(message, remedy, cause);
    }
  }

  /** Another run holds the lease, or took it over (exit 10). */
  public static final class Locked extends Failure {
    private static final long serialVersionUID = 1L;

    public Locked(String message, String remedy) {
      super(message, remedy);
    }
  }

  /** The deadline or a budget was reached; what was committed stays (exit 11). */
  public static final class Deadline extends Failure {
    private static final long serialVersionUID = 1L;

    public Deadline(String message, String remedy) {
      super(message, remedy);
    }
  }

  /** Source and target differ after the load (exit 12). */
  public static final class Mismatch extends Failure {
    private static final long serialVersionUID = 1L;

    public Mismatch(String message, String remedy) {
      super(message, remedy);
    }
  }

  /** A guard tripped; the target is as it was (exit 13). */
  public static final class Guarded extends Failure {
    private static final long serialVersionUID = 1L;

    public Guarded(String message, String remedy) {
      super(message, remedy);
    }
  }

  /** Ctrl-C or SIGTERM; what was committed stays (exit 130 or 143). */
  public static final class Interrupted extends Failure {
    private static final long serialVersionUID = 1L;

    public Interrupted(String message) {
      super(message, "");
    }
  }
}
