package io.navette.testing;

import io.navette.connector.Connector;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each connector was exercised against, as the table in {@code docs/connectors/README.md}:
 * counted from the fixtures where there are any, else from {@code exercised.yaml} beside them.
 */
public final class Exercised {
  private static final String HEAD =
      """
      # What was exercised, and how

      Written by the tests: no claim goes beyond them. *Described* counts the requests and answers that fit the vendor's own
      machine-readable description, as [`scripts/conformance`](../adding-a-connector.md#against-the-vendors-description)
      last found them. Apart count those that fit *but for* a header, a parameter or how one signs in, deviations of a path or a body
      that are explained in a connector's `deviations.yaml`, and what the description does not hold; where nothing is
      told, no description that could be read was at hand. *Local server* is a
      server of the tests, over a socket: one that answers from fixtures and keeps what it is given, or one that speaks the
      protocol. *Never ran* is what was not at hand.

      """;

  private final Map<String, @Nullable Object> told;

  public Exercised() throws IOException {
    Path file = FixtureFiles.ROOT.resolve("exercised.yaml");
    told = Manifest.tree(Files.readString(file), file.toString());
  }

  /** The whole page. */
  public String page(List<Connector> connectors) throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| system | family | use | described | real | local server | never ran |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Connector connector :
        connectors.stream()
            .sorted(
                Comparator.comparing((Connector one) -> one.card().family())
                    .thenComparing(Connector::name))
            .toList()) {
      page.append(row(connector));
    }
    return page.toString();
  }

  private String row(Connector connector) throws IOException {
    Map<String, @Nullable Object> facts =
        told.get(connector.name()) instanceof Map<?, ?> map ? PlainValues.map(map) : Map.of();
    return Stream.of(
            "[" + connector.card().title() + "](" + connector.name() + ".md)",
            connector.card().family().label(),
            ConnectorPage.use(connector),
            described(connector.name()),
            text(facts, "real", ""),
            Stream.of(text(facts, "local", ""), fixtures(connector.name()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")),
            text(facts, "never", "the vendor's own servers"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String text(Map<String, @Nullable Object> facts, String name, String otherwise) {
    Object value = facts.get(name);
    return value == null ? otherwise : value.toString();
  }

  private static String described(String connector) throws IOException {
    Path file = FixtureFiles.ROOT.resolve(connector).resolve("described.yaml");
    if (!Files.exists(file)) {
      return "";
    }
    Map<String, @Nullable Object> counts = Manifest.tree(Files.readString(file), file.toString());
    return Stream.of("requests", "answers")
        .map(side -> side + " " + tally(PlainValues.map((Map<?, ?>) counts.get(side))))
        .collect(Collectors.joining(", "));
  }

  private static String tally(Map<String, @Nullable Object> counts) {
    String butFor = String.valueOf(counts.getOrDefault("but_for", 0));
    return counts.get("right")
        + (butFor.equals("0") ? " (" : " (but for a header or parameter " + butFor + ", ")
        + "explained "
        + counts.get("explained")
        + ", not in it "
        + counts.get("undescribed")
        + ")";
  }

  private static String fixtures(String connector) throws IOException {
    long streams =
        ApiFixture.all().stream()
            .filter(fixture -> named(fixture.toString(), connector))
            .mapToLong(fixture -> (long) fixture.streams().size() + fixture.others().size())
            .sum();
    long objects =
        WriteFixture.all().stream().filter(fixture -> named(fixture.toString(), connector)).count();
    long operations =
        WriteOperation.all().stream()
            .filter(operation -> operation.connector().equals(connector))
            .count();
    return Stream.of(
            counted(streams, "streams read"),
            counted(objects, "writing scenarios"),
            counted(operations, "operations shown"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String counted(long count, String what) {
    return count == 0 ? "" : count + " " + what;
  }

  private static boolean named(String fixture, String connector) {
    return fixture.equals(connector) || fixture.startsWith(connector + "/");
  }
}
