package io.navette.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Durations per phase as {@code open=1200,read=35}, in microseconds. */
final class PhaseText {
  private PhaseText() {}

  static String write(Map<String, Duration> phases) {
    List<String> parts = new ArrayList<>();
    phases.forEach((phase, time) -> parts.add(phase + "=" + micros(time)));
    return String.join(",", parts);
  }

  static Map<String, Duration> parse(String text) {
    Map<String, Duration> phases = new LinkedHashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      phases.put(part.substring(0, equals), duration(Long.parseLong(part.substring(equals + 1))));
    }
    return phases;
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  static Duration duration(long micros) {
    return Duration.ofNanos(micros * 1000);
  }
}
