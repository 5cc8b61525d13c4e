package io.navette.cli;

import io.navette.failure.Failure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a command line that can't be understood into a failure with a way out. */
final class Usages {
  private Usages() {}

  static Failure failure(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    return new Failure.Usage(
        message(wrong),
        guess(wrong).map(word -> "did you mean " + word + "? ").orElse("") + name + " --help");
  }

  private static String message(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String message = String.valueOf(wrong.getMessage());
    if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String words = String.join(" ", unmatched.getUnmatched());
      return command.getSubcommands().isEmpty()
          ? "nothing is expected here: " + words
          : "no command is called " + words;
    }
    if (message.startsWith("Missing required subcommand")) {
      return "a command is missing: " + String.join(", ", Completion.visible(command).keySet());
    }
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static Optional<String> guess(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    List<String> suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty() ? Optional.empty() : Optional.of(suggestions.getFirst());
  }
}
