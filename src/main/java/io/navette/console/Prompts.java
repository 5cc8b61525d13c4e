package io.navette.console;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person at a terminal. Opening it takes a third of a second, so it is opened only to ask.
 * Used by one thread. All methods block and throw {@link Failure.Interrupted} on Ctrl-C.
 */
public final class Prompts implements AutoCloseable {
  private final Terminal terminal;

  /** Opens the terminal; the caller has made sure that there is one. */
  public Prompts() {
    try {
      terminal = TerminalBuilder.builder().system(true).build();
    } catch (IOException e) {
      throw new Failure.Usage("can't ask: " + e.getMessage(), "give all answers as options");
    }
  }

  /** Asks at a terminal that is open already; closes it in the end. */
  public Prompts(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * One question.
   *
   * @param initial what an empty answer means; empty if there must be one
   * @param choices completed with the tab key; other answers are up to {@code problem}
   * @param problem what is wrong with an answer; asked while typing and before it is taken
   */
  public record Question(
      String label,
      Optional<String> initial,
      List<String> choices,
      Function<String, Optional<String>> problem) {}

  /** Asks until the answer is good. */
  public String ask(Question question) {
    LineReader reader = reader(question);
    String suffix = question.initial().map(value -> " [" + value + "]").orElse("");
    while (true) {
      String typed = read(reader, question.label() + suffix + ": ", null).strip();
      String answer = typed.isEmpty() ? question.initial().orElse("") : typed;
      Optional<String> problem = question.problem().apply(answer);
      if (problem.isEmpty()) {
        return answer;
      }
      tell("  " + problem.get());
    }
  }

  /** Asks for a secret, showing a star per letter. */
  public Secret askSecret(String label) {
    LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    return new Secret(read(reader, label + ": ", '*'));
  }

  /** Asks for yes or no; an empty answer is yes. */
  public boolean confirm(String question) {
    String answer =
        ask(
            new Question(
                question,
                Optional.of("yes"),
                List.of("yes", "no"),
                typed ->
                    List.of("yes", "no", "y", "n").contains(typed)
                        ? Optional.empty()
                        : Optional.of("yes or no")));
    return answer.startsWith("y");
  }

  /** Says something between two questions. */
  public void tell(String message) {
    terminal.writer().println(message);
    terminal.flush();
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new Failure.Remote("the terminal went away: " + e.getMessage(), "", e);
    }
  }

  private LineReader reader(Question question) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer(new StringsCompleter(question.choices()))
            .highlighter(redWhileWrong(question))
            .build();
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    return reader;
  }

  private static Highlighter redWhileWrong(Question question) {
    return (reader, buffer) ->
        new AttributedString(
            buffer,
            question.problem().apply(buffer.strip()).isEmpty()
                ? AttributedStyle.DEFAULT
                : AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
  }

  private static String read(LineReader reader, String prompt, @Nullable Character mask) {
    try {
      return mask == null ? reader.readLine(prompt) : reader.readLine(prompt, mask);
    } catch (UserInterruptException | EndOfFileException e) {
      throw new Failure.Interrupted("stopped; nothing was saved");
    }
  }
}
