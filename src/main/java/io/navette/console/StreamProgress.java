package io.navette.console;

import java.time.Duration;

/** How far one stream has come. Guarded by its {@link LiveProgress}. */
final class StreamProgress {
  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

  private final String label;
  private final long expected;
  private final long started;
  private long rows;
  private long bytes;
  private long rejected;

  StreamProgress(String label, long expected, long now) {
    this.label = label;
    this.expected = expected;
    this.started = now;
  }

  void read(int more, long moreBytes) {
    rows += more;
    bytes += moreBytes;
  }

  void rejected(int more) {
    rejected += more;
  }

  int labelWidth() {
    return Width.of(label);
  }

  /** One line; {@code now} in nanoseconds of the same clock as at the start. */
  String line(Style style, int labelWidth, long now) {
    double seconds = Math.max(0.1, (now - started) / 1e9);
    String spin = SPINNER[(int) ((now - started) / 100_000_000L % SPINNER.length)];
    StringBuilder line = new StringBuilder("  ");
    line.append(style.careful(spin)).append(' ').append(Width.padRight(label, labelWidth));
    line.append(Width.padLeft(Human.count(rows), 13)).append(" rows");
    line.append(Width.padLeft(Human.count((long) (rows / seconds)), 10)).append("/s");
    line.append(Width.padLeft(Human.bytes(bytes), 9));
    if (rejected > 0) {
      line.append("  ").append(Human.count(rejected)).append(" rejected");
    }
    return line.append(remaining(seconds)).toString();
  }

  private String remaining(double seconds) {
    if (expected <= 0 || rows == 0 || rows > expected) {
      return "";
    }
    long left = (long) ((expected - rows) * seconds / rows * 1000);
    return "  " + rows * 100 / expected + "%  " + Human.duration(Duration.ofMillis(left)) + " left";
  }
}
