package io.navette.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What exit codes mean, for manuals; {@code Main} decides which one a failure has. */
final class ExitCodes {
  private static final Map<Integer, String> MEANINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0, "done (also: nothing new)"),
              Map.entry(1, "a bug in navette"),
              Map.entry(2, "usage"),
              Map.entry(3, "some streams failed"),
              Map.entry(4, "configuration or keystore"),
              Map.entry(5, "authentication, permission"),
              Map.entry(6, "remote unreachable or failing"),
              Map.entry(7, "quota or rate limit"),
              Map.entry(8, "data rejected beyond tolerance"),
              Map.entry(10, "another run holds the lease"),
              Map.entry(11, "deadline or budget reached"),
              Map.entry(12, "verify found a mismatch"),
              Map.entry(13, "a guard tripped, nothing changed"),
              Map.entry(14, "the plan holds changes"),
              Map.entry(130, "interrupted (state safe)"),
              Map.entry(143, "terminated (state safe)")));

  private ExitCodes() {}

  static String roff() {
    return MEANINGS.entrySet().stream()
        .map(code -> ".TP\n\\fB" + code.getKey() + "\\fR\n" + ManualPage.escaped(code.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
