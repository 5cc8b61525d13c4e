package io.navette.connector.rest.engine;

import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.manifest.RefusedStream;
import io.navette.connector.rest.manifest.StreamDefinition;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams of a manifest for one configuration; dynamic ones are made when first asked for. */
final class StreamCatalog {
  private final Manifest manifest;
  private final Interpolation evaluator;
  private final Clients clients;
  private final List<StreamDefinition> fixed;
  private @Nullable Map<StreamDefinition, List<StreamDefinition>> generated;

  StreamCatalog(Manifest manifest, Interpolation evaluator, Clients clients) {
    this.manifest = manifest;
    this.evaluator = evaluator;
    this.clients = clients;
    this.fixed =
        manifest.streams().stream()
            .filter(stream -> !stream.isDynamic() && exists(stream))
            .toList();
  }

  private boolean exists(StreamDefinition stream) {
    return stream.condition().map(template -> evaluator.condition(template, Map.of())).orElse(true);
  }

  /** All streams, in order. Asks the API when the manifest makes streams of what it says. */
  List<StreamDefinition> streams() {
    List<StreamDefinition> all = new ArrayList<>(fixed);
    generated().values().forEach(all::addAll);
    return all;
  }

  /** The streams each dynamic stream makes, by its definition, in order. */
  synchronized Map<StreamDefinition, List<StreamDefinition>> generated() {
    Map<StreamDefinition, List<StreamDefinition>> known = generated;
    if (known == null) {
      known = new LinkedHashMap<>();
      Map<String, StreamDefinition> names = new LinkedHashMap<>();
      for (StreamDefinition stream : manifest.streams()) {
        if (stream.isDynamic() && exists(stream)) {
          List<StreamDefinition> made = DynamicStreams.of(stream, evaluator, clients);
          made.forEach(one -> unique(one, names));
          known.put(stream, made);
        }
      }
      generated = known;
    }
    return known;
  }

  private static void unique(StreamDefinition made, Map<String, StreamDefinition> names) {
    if (names.put(made.name(), made) != null) {
      throw new Failure.Configuration(
          made.path() + ": makes two streams of the name " + made.name(),
          "give each set of values a name of its own");
    }
  }

  /** The stream of that name; a Failure says why there is none. */
  Component component(String name) {
    for (RefusedStream refused : manifest.refused()) {
      if (refused.name().equals(name)) {
        throw new Failure.Configuration(
            name
                + ": can't be run: "
                + refused.place()
                + ": "
                + refused.path()
                + ": "
                + refused.reason(),
            "");
      }
    }
    return find(fixed, name)
        .or(() -> find(streams(), name))
        .map(found -> Component.of(found.component(), evaluator))
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    clients.settings().connection() + ": there is no stream " + name,
                    "the streams are "
                        + String.join(
                            ", ", streams().stream().map(StreamDefinition::name).toList())));
  }

  private static Optional<StreamDefinition> find(List<StreamDefinition> streams, String name) {
    return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
  }
}
