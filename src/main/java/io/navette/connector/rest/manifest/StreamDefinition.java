package io.navette.connector.rest.manifest;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a manifest that can be run.
 *
 * @param name its name; may hold a template when the stream is dynamic
 * @param path where it stands in the manifest, as {@code #/streams/0}
 * @param component the whole component, types and parameters in place
 * @param condition the template that says whether there is such a stream at all
 */
public record StreamDefinition(
    String name, String path, Map<String, @Nullable Object> component, Optional<String> condition) {

  /** Whether this is a template many streams are made from. */
  public boolean isDynamic() {
    return "DynamicDeclarativeStream".equals(component.get("type"));
  }
}
