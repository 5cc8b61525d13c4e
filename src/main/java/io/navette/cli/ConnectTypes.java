package io.navette.cli;

import io.navette.connector.ApiTarget;
import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.SignIn;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.console.Table;
import io.navette.failure.Failure;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the systems by family, or explains one. */
@Command(
    name = "types",
    description = "Lists the systems that can be connected, by family, or explains one.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect types", "  navette connect types postgres", ""})
final class ConnectTypes implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "TYPE",
      description = "Explain this type: its settings, what it needs, what it can write.")
  Optional<String> type = Optional.empty();

  ConnectTypes(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Connector> one = type.map(name -> connector(session.catalog(), name));
    one.ifPresent(this::explain);
    session
        .console()
        .print(one.map(ConnectTypes::settings).orElseGet(this::types), "No connector is built in.");
    one.ifPresent(this::operations);
    return 0;
  }

  private void explain(Connector connector) {
    ConnectorCard card = connector.card();
    session.console().tell(card.title() + " (" + card.family().label() + "): " + card.summary());
    session
        .console()
        .tell(
            "  "
                + use(connector)
                + (card.incremental() ? "; later runs can read only what is new" : "")
                + (card.signIn().isEmpty() ? "" : "; signs in by " + ways(card)));
    card.needs().ifPresent(what -> session.console().tell("  before you start: " + what));
    session.console().tell("  navette connect add NAME --type " + connector.name());
  }

  private static String ways(ConnectorCard card) {
    return card.signIn().stream().map(SignIn::label).collect(Collectors.joining(", "));
  }

  private void operations(Connector connector) {
    if (connector instanceof ApiTarget target) {
      target
          .operations()
          .forEach(
              (object, names) ->
                  session.console().tell("writes " + object + ": " + String.join(", ", names)));
    }
  }

  private Table types() {
    Table table =
        Table.of(
            Table.text("family"),
            Table.text("type"),
            Table.text("system"),
            Table.text("use"),
            Table.text("incremental"),
            Table.text("signs_in_by"),
            Table.text("needs"));
    session.catalog().connectors().stream()
        .sorted(
            Comparator.comparing((Connector connector) -> connector.card().family())
                .thenComparing(Connector::name))
        .forEach(
            connector ->
                table.row(
                    connector.card().family().label(),
                    connector.name(),
                    connector.card().title(),
                    use(connector),
                    connector.card().incremental() ? "yes" : "",
                    ways(connector.card()),
                    connector.card().needs().orElse("")));
    return table;
  }

  private static String use(Connector connector) {
    boolean source = connector instanceof SourceConnector;
    boolean sink = connector instanceof SinkConnector;
    return source && sink ? "source, target" : source ? "source" : "target";
  }

  private static Table settings(Connector connector) {
    Table table =
        Table.of(
            Table.text("setting"),
            Table.text("kind"),
            Table.text("required"),
            Table.text("default"),
            Table.text("description"));
    for (Setting setting : connector.settings()) {
      table.row(
          setting.name(),
          setting.choices().isEmpty()
              ? setting.kind().name().toLowerCase(java.util.Locale.ROOT)
              : String.join(" | ", setting.choices()),
          setting.required() ? "yes" : "",
          setting.defaultValue().orElse(null),
          setting.description());
    }
    return table;
  }

  /** The connector of this name; a misspelt one is refused. */
  static Connector connector(Catalog catalog, String name) {
    return catalog
        .find(name)
        .orElseThrow(
            () ->
                new Failure.Usage(
                    "no connector is called " + name,
                    "use one of " + String.join(", ", catalog.names())));
  }
}
