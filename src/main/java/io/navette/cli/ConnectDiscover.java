package io.navette.cli;

import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.console.Table;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.sync.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what a connection holds. */
@Command(
    name = "discover",
    description = "Lists a connection's streams, or the columns of one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect discover shop              streams, keys, cursor candidates",
      "  navette connect discover shop customers    columns and types",
      ""
    })
final class ConnectDiscover implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONNECTION", description = "Its name in the YAML.")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STREAM",
      description = "Show this stream's columns.")
  Optional<String> stream = Optional.empty();

  ConnectDiscover(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Endpoint endpoint = session.workspace().endpoint(name);
    if (!(endpoint.connector() instanceof SourceConnector connector)) {
      throw new Failure.Usage(name + " can only be written to", "navette connect list");
    }
    try (Source source = connector.openSource(endpoint.settings())) {
      Settings none = new Settings(name, Map.of());
      if (stream.isPresent()) {
        session.console().print(columns(source.describe(stream.get(), none)), "No columns.");
      } else {
        session.console().print(streams(source, none), name + " holds no streams.");
      }
    }
    return 0;
  }

  private static Table streams(Source source, Settings options) {
    Table table =
        Table.of(
            Table.text("stream"),
            Table.count("rows"),
            Table.count("columns"),
            Table.text("key"),
            Table.text("cursor_candidates"));
    List<String> names = source.streamNames();
    for (String stream : names) {
      StreamInfo info = source.describe(stream, options);
      table.row(
          stream,
          info.approximateRows() < 0 ? null : info.approximateRows(),
          info.schema().size(),
          String.join(", ", info.key()),
          String.join(", ", info.cursorCandidates()));
    }
    return table;
  }

  private static Table columns(StreamInfo info) {
    Table table =
        Table.of(
            Table.text("column"),
            Table.text("type"),
            Table.text("nullable"),
            Table.text("key"),
            Table.text("cursor_candidate"),
            Table.text("native_type"));
    for (Column column : info.schema().columns()) {
      table.row(
          column.name(),
          column.type().toString(),
          column.nullable() ? "yes" : "no",
          info.key().contains(column.name()) ? "yes" : "",
          info.cursorCandidates().contains(column.name()) ? "yes" : "",
          column.origin().map(Column.Origin::nativeType).orElse(null));
    }
    return table;
  }
}
