package io.navette.cli;

import io.navette.connector.ApiTarget;
import io.navette.connector.Catalog;
import io.navette.connector.Connector;
import io.navette.connector.Setting;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.console.Table;
import io.navette.failure.Failure;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the kinds of systems, or the settings of one. */
@Command(
    name = "types",
    description = "Lists the kinds of systems that can be connected, or the settings of one.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect types", "  navette connect types postgres", ""})
final class ConnectTypes implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "TYPE", description = "Show this type's settings.")
  Optional<String> type = Optional.empty();

  ConnectTypes(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Table table =
        type.map(name -> settings(connector(session.catalog(), name))).orElseGet(this::types);
    session.console().print(table, "No connector is built in.");
    type.map(name -> connector(session.catalog(), name)).ifPresent(this::operations);
    return 0;
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
            Table.text("type"),
            Table.text("system"),
            Table.text("category"),
            Table.text("use"),
            Table.text("summary"));
    session.catalog().connectors().stream()
        .sorted(Comparator.comparing(Connector::name))
        .forEach(
            connector ->
                table.row(
                    connector.name(),
                    connector.card().title(),
                    connector.card().category(),
                    use(connector),
                    connector.card().summary()));
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
