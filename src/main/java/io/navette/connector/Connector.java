package io.navette.connector;

import java.util.List;

/** Knows one kind of system. Stateless; any thread may use it. */
public interface Connector {
  /** What users write as {@code type:}, in lower case: {@code postgres}. */
  String name();

  /** What catalog, docs and help say about this connector. */
  ConnectorCard card();

  /** The connection's settings; they drive prompts, validation, docs and the JSON Schema. */
  List<Setting> settings();

  /** Where one of several optional settings is needed: {@code connect add} asks which. */
  default List<Alternatives> alternatives() {
    return List.of();
  }

  /** What may be set per stream in a job under {@code options}, beyond what all streams have. */
  default List<Setting> streamOptions() {
    return List.of();
  }

  /**
   * The cheapest call that proves access. Blocks; called by {@code test} and {@code connect add}.
   *
   * @return what a person wants to know about the other side: product and version, or the file's
   *     size
   * @throws io.navette.failure.Failure saying why not
   */
  String check(Settings settings);
}
