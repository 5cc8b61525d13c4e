package io.navette.testing;

import io.navette.connector.Connector;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.SignIn;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.connector.rest.ApiConnector;
import io.navette.connector.rest.simple.ApiManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of a connector in {@code docs/connectors}: written by hand, but for the part between two
 * marks, which its card and its settings say.
 */
public final class ConnectorPage {
  private static final String BEGIN = "<!-- what the connector says of itself -->";
  private static final String END = "<!-- until here -->";
  private static final Pattern MARKED =
      Pattern.compile(Pattern.quote(BEGIN) + ".*?" + Pattern.quote(END), Pattern.DOTALL);

  private final Connector connector;

  public ConnectorPage(Connector connector) {
    this.connector = connector;
  }

  public Path file() {
    return Path.of("docs", "connectors", connector.name() + ".md");
  }

  /** What stands between the marks, and the marks; empty where they are missing. */
  public String generatedPart() throws IOException {
    Matcher marked = MARKED.matcher(Files.readString(file()));
    return marked.find() ? marked.group() : "";
  }

  /** Puts what the connector says between the marks. */
  public void write() throws IOException {
    Files.writeString(
        file(),
        MARKED
            .matcher(Files.readString(file()))
            .replaceFirst(Matcher.quoteReplacement(expectedPart())));
  }

  /** What should stand there. */
  public String expectedPart() {
    return Stream.of(
            Stream.of(BEGIN, facts(connector), ""),
            Stream.of("| setting | default | meaning |", "|---|---|---|"),
            own().stream().map(ConnectorPage::row),
            Stream.of(END))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  /** The settings that not every API has. */
  private List<Setting> own() {
    List<String> common =
        connector instanceof ApiConnector
            ? ApiManifest.settings().stream().map(Setting::name).toList()
            : List.of();
    return connector.settings().stream()
        .filter(setting -> !common.contains(setting.name()))
        .toList();
  }

  /** What its card says, in a line. */
  static String facts(Connector connector) {
    ConnectorCard card = connector.card();
    return Stream.of(
            "*" + card.family().label() + "*",
            use(connector),
            card.incremental() ? "later runs can read only what is new" : "",
            card.signIn().isEmpty() ? "" : "signs in by " + ways(card),
            card.needs().map(what -> "needs " + what).orElse(""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  static String use(Connector connector) {
    return Stream.of(
            connector instanceof SourceConnector ? "source" : "",
            connector instanceof SinkConnector ? "target" : "")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" and "));
  }

  static String ways(ConnectorCard card) {
    return card.signIn().stream().map(SignIn::label).collect(Collectors.joining(", "));
  }

  private static String row(Setting setting) {
    return "| `%s` | %s | %s |"
        .formatted(
            setting.name(),
            setting.required() ? "*required*" : setting.defaultValue().map(Code::of).orElse(""),
            (setting.description() + choices(setting)).replace("|", "\\|"));
  }

  private static String choices(Setting setting) {
    return switch (setting.kind()) {
      case CHOICE ->
          " " + setting.choices().stream().map(Code::of).collect(Collectors.joining(", ")) + ".";
      case SECRET -> " *A secret.*";
      default -> "";
    };
  }

  /** A text as code, in Markdown. */
  private static final class Code {
    static String of(String text) {
      return text.isBlank()
          ? text.isEmpty() ? "" : "a blank"
          : "`" + text.replace("\t", "\\t").replace("|", "\\|") + "`";
    }
  }
}
