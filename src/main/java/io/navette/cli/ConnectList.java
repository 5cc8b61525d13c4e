package io.navette.cli;

import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.console.Table;
import io.navette.sync.Endpoint;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the configured connections. */
@Command(
    name = "list",
    description = "Lists the connections of the configuration.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect list", "  navette connect list --output json", ""})
final class ConnectList implements Callable<Integer> {
  private final Session session;

  ConnectList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Table table =
        Table.of(
            Table.text("connection"),
            Table.text("type"),
            Table.text("system"),
            Table.text("use"),
            Table.text("where"));
    for (Endpoint endpoint : session.workspace().masked(Optional.empty())) {
      table.row(
          endpoint.name(),
          endpoint.connector().name(),
          endpoint.connector().card().title(),
          use(endpoint),
          Place.of(endpoint));
    }
    session.console().print(table, "No connection yet. Add one: navette connect add");
    return 0;
  }

  private static String use(Endpoint endpoint) {
    boolean source = endpoint.connector() instanceof SourceConnector;
    boolean sink = endpoint.connector() instanceof SinkConnector;
    return source && sink ? "source, target" : source ? "source" : "target";
  }
}
