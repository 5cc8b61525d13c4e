package io.navette.connector.rest.expression;

/** A length of time, in microseconds. */
record Span(long microseconds) {
  static final long SECOND = 1_000_000L;
  static final long DAY = 86_400 * SECOND;

  long days() {
    return Math.floorDiv(microseconds, DAY);
  }

  long seconds() {
    return Math.floorMod(microseconds, DAY) / SECOND;
  }

  long fraction() {
    return Math.floorMod(microseconds, SECOND);
  }

  String plain() {
    long seconds = seconds();
    String clock = "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    String unit = Math.abs(days()) == 1 ? " day, " : " days, ";
    String days = days() == 0 ? "" : days() + unit;
    return days + clock + (fraction() == 0 ? "" : ".%06d".formatted(fraction()));
  }

  String quoted() {
    StringBuilder text = new StringBuilder();
    append(text, "days", days());
    append(text, "seconds", seconds());
    append(text, "microseconds", fraction());
    return "datetime.timedelta(" + (text.isEmpty() ? "0" : text) + ")";
  }

  private static void append(StringBuilder text, String name, long count) {
    if (count != 0) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(count);
    }
  }
}
