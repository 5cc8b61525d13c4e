package io.navette.conformance;

import io.navette.connector.rest.engine.ManifestProbe;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.PlainValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recorded call of a component. */
record Case(
    String operation,
    @Nullable Object self,
    List<@Nullable Object> args,
    Map<String, @Nullable Object> named,
    Map<String, @Nullable Object> all) {

  static Case of(@Nullable Object line) {
    Map<String, @Nullable Object> all = PlainValues.map(line);
    return new Case(
        String.valueOf(all.get("u")),
        all.get("self"),
        PlainValues.list(all.get("args")),
        PlainValues.map(all.get("kw")),
        all);
  }

  /** The setting of the component. */
  @Nullable Object setting(String name) {
    return settings().get(name);
  }

  Map<String, @Nullable Object> settings() {
    if (!(self instanceof Map<?, ?>)) {
      throw new Unusable("the settings are " + self);
    }
    return PlainValues.map(self);
  }

  /** The argument at the position or of that name. */
  @Nullable Object argument(int position, String name) {
    return position < args.size() ? args.get(position) : named.get(name);
  }

  Evaluator evaluator() {
    Object config = named.get("config") == null ? setting("config") : named.get("config");
    return ManifestProbe.evaluator(
        config instanceof Map<?, ?> ? PlainValues.map(config) : Map.of());
  }

  /** A case whose recording leaves out what it takes. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }
  }
}
