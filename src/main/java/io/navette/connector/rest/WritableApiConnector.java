package io.navette.connector.rest;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ApiTarget;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.WriteMode;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.simple.ApiManifest;
import io.navette.connector.rest.simple.SettingTree;
import io.navette.connector.rest.write.ApiSink;
import io.navette.connector.rest.write.SinkFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes to a vendor's API, too: a {@code sink*.yaml} stands beside each {@code source*.yaml}. */
final class WritableApiConnector extends ApiConnector implements SinkConnector, ApiTarget {
  private final List<String> sinks;

  WritableApiConnector(String name, List<String> sinks, RestRuntime runtime) {
    super(name, runtime);
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public List<Setting> streamOptions() {
    List<Setting> options = new ArrayList<>(super.streamOptions());
    options.addAll(ApiSink.options());
    return options;
  }

  @Override
  public Set<WriteMode> modes() {
    Set<WriteMode> modes = EnumSet.noneOf(WriteMode.class);
    sinks.forEach(sink -> modes.addAll(read(sink).modes()));
    return Collections.unmodifiableSet(modes);
  }

  @Override
  public Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new LinkedHashMap<>();
    for (String sink : sinks) {
      read(sink)
          .operations()
          .forEach(
              (object, names) ->
                  operations.computeIfAbsent(object, absent -> new TreeSet<>()).addAll(names));
    }
    return operations;
  }

  /** Without a configuration. */
  private SinkFile read(String sink) {
    String source = path(source(sink));
    Manifest manifest =
        Manifest.of(ApiManifest.of(Manifest.tree(text(source(sink)), source), Map.of()), source);
    return SinkFile.parse(
        text(sink), path(sink), manifest.root(), tree -> ApiManifest.requesters(tree, Map.of()));
  }

  private static String source(String sink) {
    return sink.replaceFirst("(^|/)sink([^/]*)$", "$1source$2");
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the sink
  public Sink openSink(Settings settings) {
    String sink = sourceFile(settings).replaceFirst("(^|/)source([^/]*)$", "$1sink$2");
    SinkFile file =
        SinkFile.parse(
            text(sink),
            path(sink),
            manifest(settings).root(),
            tree -> ApiManifest.requesters(tree, SettingTree.of(settings)));
    return new ApiSink(file, open(settings));
  }
}
