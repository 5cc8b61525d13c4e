package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Proves that the streams a manifest's {@code check} names can be read. */
final class SourceCheck {
  private final Component check;
  private final StreamCatalog catalog;
  private final Clients clients;
  private final List<String> read = new ArrayList<>();

  private SourceCheck(Component check, StreamCatalog catalog, Clients clients) {
    this.check = check;
    this.catalog = catalog;
    this.clients = clients;
  }

  /** Reads the first page of each; returns their names. Blocks. */
  static List<String> run(Component check, StreamCatalog catalog, Clients clients) {
    SourceCheck made = new SourceCheck(check, catalog, clients);
    if (check.type().equals("CheckDynamicStream")) {
      made.checkAny();
    } else {
      made.checkNamed();
    }
    return made.read;
  }

  private void checkAny() {
    List<StreamDefinition> streams = catalog.streams();
    if (streams.isEmpty()) {
      throw new Failure.Configuration(
          clients.settings().connection() + ": the manifest makes no streams of this configuration",
          "check the connection's config");
    }
    boolean reads =
        !check.fields().containsKey("use_check_availability")
            || check.flag("use_check_availability");
    if (reads) {
      first(streams, count(check));
    }
  }

  private void checkNamed() {
    List<String> names = new ArrayList<>(check.texts("stream_names"));
    List<Component> dynamic = check.children("dynamic_streams_check_configs");
    if (names.isEmpty() && dynamic.isEmpty()) {
      names.add(catalog.streams().getFirst().name());
    }
    names.forEach(this::available);
    for (Component config : dynamic) {
      String name = config.neededText("dynamic_stream_name");
      first(generated(name), count(config));
    }
  }

  private static long count(Component config) {
    long count = config.integer("stream_count").orElse(Long.MAX_VALUE);
    if (count < 1) {
      throw new Failure.Configuration(
          "a stream_count must be at least 1, not " + count, "leave it out to check all");
    }
    return count;
  }

  private List<StreamDefinition> generated(String name) {
    int index = 0;
    for (Map.Entry<StreamDefinition, List<StreamDefinition>> entry :
        catalog.generated().entrySet()) {
      Object own = entry.getKey().component().get("name");
      // Those without a name are counted.
      if (name.equals(own) || (own == null && name.equals("dynamic_stream_" + index))) {
        return entry.getValue();
      }
      index++;
    }
    throw new Failure.Configuration(
        clients.settings().connection()
            + ": the manifest's check names the dynamic stream "
            + name
            + ", which is none of its own",
        "correct dynamic_streams_check_configs");
  }

  private void first(List<StreamDefinition> streams, long count) {
    streams.stream().limit(count).map(StreamDefinition::name).forEach(this::available);
  }

  private void available(String name) {
    ManifestStream stream = ManifestStream.of(catalog.component(name), clients, Map.of());
    try {
      FirstRecords.of(stream, 1);
    } catch (Failure failure) {
      throw named(name, failure);
    }
    read.add(name);
  }

  private static Failure named(String stream, Failure failure) {
    String message = stream + ": " + failure.getMessage();
    return switch (failure) {
      case Failure.Access access -> new Failure.Access(message, access.remedy(), access);
      case Failure.Remote remote -> new Failure.Remote(message, remote.remedy(), remote);
      case Failure.Quota quota -> new Failure.Quota(message, quota.remedy(), quota);
      case Failure.Data data -> new Failure.Data(message, data.remedy(), data);
      case Failure.Configuration configuration ->
          new Failure.Configuration(message, configuration.remedy(), configuration);
      default -> failure;
    };
  }
}
