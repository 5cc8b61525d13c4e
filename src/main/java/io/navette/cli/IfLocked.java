package io.navette.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What to do when another run holds the job.
 *
 * @param patience how long to wait for it to end
 * @param skip whether to go home quietly then, rather than fail
 */
record IfLocked(Duration patience, boolean skip) {
  static final IfLocked FAIL = new IfLocked(Duration.ZERO, false);

  /** Reads {@code fail}, {@code skip} or {@code wait=10m}. */
  static final class Reader implements ITypeConverter<IfLocked> {
    @Override
    public IfLocked convert(String text) {
      if (text.equals("fail")) {
        return FAIL;
      }
      if (text.equals("skip")) {
        return new IfLocked(Duration.ZERO, true);
      }
      if (text.startsWith("wait=")) {
        return new IfLocked(new Spans().convert(text.substring("wait=".length())), false);
      }
      throw new TypeConversionException("'" + text + "' is none of fail, skip, wait=10m");
    }
  }
}
