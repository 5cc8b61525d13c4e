package io.navette.console;

import java.util.OptionalInt;

/**
 * How output shall look, decided once from options, environment and where the streams lead.
 *
 * @param output of results on stdout
 * @param log of everything else on stderr
 * @param outWidth columns of the terminal behind stdout; empty when it is none
 * @param errWidth columns of the terminal behind stderr; empty when it is none
 */
public record Look(
    Output output,
    Log log,
    Volume volume,
    boolean color,
    OptionalInt outWidth,
    OptionalInt errWidth) {

  /** The form of results. */
  public enum Output {
    /** Aligned columns for people. */
    TABLE,
    /** One JSON array of objects. */
    JSON,
    /** RFC 4180 with a header. */
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The form of progress, notices and errors. */
  public enum Log {
    /** Sentences. */
    TEXT,
    /** One JSON object per event and line. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How much is said beside results. */
  public enum Volume {
    /** Errors only. */
    QUIET,
    NORMAL,
    /** Every notice. */
    VERBOSE
  }
}
