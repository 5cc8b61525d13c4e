package io.navette.cli;

import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.console.Human;
import io.navette.console.Table;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.sync.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        StreamInfo info = source.describe(stream.get(), none);
        session.console().print(columns(info), "No columns.");
        if (info.sampled() > 0) {
          session.console().tell(declaration(info));
        }
      } else {
        session.console().print(streams(source, none), name + " holds no streams.");
      }
    }
    return 0;
  }

  private Table streams(Source source, Settings options) {
    Table table =
        Table.of(
            Table.text("stream"),
            Table.count("rows"),
            Table.count("columns"),
            Table.text("key"),
            Table.text("cursor_candidates"));
    List<String> names = source.streamNames();
    for (String stream : names) {
      try {
        StreamInfo info = source.describe(stream, options);
        table.row(
            stream,
            info.approximateRows() < 0 ? null : info.approximateRows(),
            info.schema().size(),
            String.join(", ", info.key()),
            String.join(", ", info.cursorCandidates()));
      } catch (Failure.Data unknown) {
        table.row(stream, null, null, "", "");
        session.console().tell(unknown.getMessage() + "; " + unknown.remedy());
      }
    }
    return table;
  }

  /** How the YAML can say what was found in a sample only. */
  private static String declaration(StreamInfo info) {
    String sample = Human.count(info.sampled(), "sampled record");
    return info.name()
        + ": no schema is declared; these are the columns of "
        + sample
        + ". To declare them, correct what the sample got wrong and add to the stream:\n"
        + "  options:\n    fields:\n"
        + info.schema().columns().stream()
            .map(column -> "      " + quoted(column.name()) + ": " + column.type())
            .collect(Collectors.joining("\n"));
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "'" + name.replace("'", "''") + "'";
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
