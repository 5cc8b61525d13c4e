package io.navette.connector.rest.manifest;

import io.navette.connector.rest.value.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A file made of a manifest's components that is no manifest itself: its references are resolved,
 * types and parameters are in place. It may use what stands under {@code definitions} of another.
 */
public final class ComponentFile {
  private final Map<String, @Nullable Object> root;
  private final Places places;
  private final TemplateCheck templates = new TemplateCheck();

  private ComponentFile(Map<String, @Nullable Object> root, Places places) {
    this.root = root;
    this.places = places;
  }

  /** One thing that is wrong, with its place. */
  public record Problem(String path, String reason) {}

  /**
   * Reads the text of one.
   *
   * @param file its name in messages
   * @param definitions of the manifest it belongs to; its own go before them
   * @param adapted changes the tree before it is used
   */
  public static ComponentFile parse(
      String text,
      String file,
      Map<String, @Nullable Object> definitions,
      UnaryOperator<Map<String, @Nullable Object>> adapted) {
    return of(adapted.apply(YamlTree.parse(text, file)), file, definitions, Places.of(text, file));
  }

  private static ComponentFile of(
      Map<String, @Nullable Object> tree,
      String file,
      Map<String, @Nullable Object> definitions,
      Places places) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(tree);
    Map<String, @Nullable Object> shared = new LinkedHashMap<>(definitions);
    if (tree.get("definitions") instanceof Map<?, ?> own) {
      shared.putAll(PlainValues.map(own));
    }
    whole.put("definitions", shared);
    return new ComponentFile(References.resolve(whole, file), places);
  }

  /** The whole tree. */
  public Map<String, @Nullable Object> root() {
    return root;
  }

  /** A component with the types of its place and its parameters handed down. */
  public static Map<String, @Nullable Object> component(
      String type, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> typed = new LinkedHashMap<>(fields);
    typed.putIfAbsent("type", type);
    return LegacyFields.rename(Propagation.propagate("", typed, Map.of(), false));
  }

  /** What of a component can't be run. */
  public List<Problem> check(Map<String, @Nullable Object> component, String path) {
    return Inspection.of(component, path).stream()
        .map(finding -> new Problem(finding.path(), finding.reason()))
        .toList();
  }

  /** The first template below that can't be read. */
  public List<Problem> checkTemplates(@Nullable Object node, String path) {
    return templates.find(node, path).stream()
        .map(finding -> new Problem(finding.path(), finding.reason()))
        .toList();
  }

  /** {@code file:line} of a path such as {@code #/objects/contacts}. */
  public String place(String path) {
    return places.place(path);
  }
}
