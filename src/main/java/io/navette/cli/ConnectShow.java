package io.navette.cli;

import io.navette.connector.Setting;
import io.navette.console.Human;
import io.navette.console.Table;
import io.navette.secret.Secret;
import io.navette.sync.Endpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one connection's settings, secrets masked. */
@Command(
    name = "show",
    description = "Shows a connection's settings; secrets are masked.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect show shop", ""})
final class ConnectShow implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "CONNECTION", description = "Its name in the YAML.")
  String name = "";

  ConnectShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Endpoint endpoint = session.workspace().masked(Optional.of(name)).get(0);
    Table table =
        Table.of(Table.text("setting"), Table.text("value"), Table.text("description"))
            .row("type", endpoint.connector().name(), endpoint.connector().card().summary());
    for (Setting setting : endpoint.connector().settings()) {
      table.row(
          setting.name(),
          shown(endpoint.settings().values().get(setting.name())),
          setting.description());
    }
    session.console().print(table, "");
    return 0;
  }

  private static @Nullable String shown(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Secret secret -> "***";
      case Duration span -> Human.duration(span);
      default -> value.toString();
    };
  }
}
