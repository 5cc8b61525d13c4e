package io.navette.connector.rest.simple;

import io.navette.connector.rest.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connector's manifest leaves to settings, where a system publishes too little to write it
 * down. These components stand for what the settings say, and are gone before the manifest is read:
 *
 * <ul>
 *   <li>{@code navette:Authentication}, {@code navette:Pagination}: the blocks {@code auth} and
 *       {@code pagination}, as a {@code rest} connection has them
 *   <li>{@code navette:Selector} with {@code stream}: where {@code data_path} leads
 *   <li>{@code navette:Parameters} with {@code of}: the block of parameters of that name
 *   <li>{@code navette:Cursor} with {@code of}: the block of that name; nothing where it names no
 *       field
 *   <li>{@code navette:Setting} with {@code name}: the setting's value, else the {@code default};
 *       nothing where there is neither
 * </ul>
 */
final class SettingParts {
  private final Fields config;

  private SettingParts(Map<String, @Nullable Object> config) {
    this.config = new Fields("", config);
  }

  /** A copy of a manifest or sink with what the settings say. */
  static Map<String, @Nullable Object> in(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> config) {
    return new SettingParts(config).fields(tree);
  }

  private Map<String, @Nullable Object> fields(Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    tree.forEach(
        (name, value) -> {
          Object made = node(value);
          if (made != null || value == null) {
            filled.put(name, made);
          }
        });
    return filled;
  }

  private @Nullable Object node(@Nullable Object value) {
    if (value instanceof List<?> items) {
      List<@Nullable Object> filled = new ArrayList<>();
      items.forEach(item -> filled.add(node(item)));
      return filled;
    }
    return value instanceof Map<?, ?> map ? component(PlainValues.map(map)) : value;
  }

  private @Nullable Object component(Map<String, @Nullable Object> fields) {
    Fields node = new Fields("", fields);
    return switch (node.text("type").orElse("")) {
      case "navette:Authentication" -> RestAuthentication.of(config.block("auth")).fields();
      case "navette:Pagination" -> RestPagination.of(config.block("pagination")).fields();
      case "navette:Selector" ->
          RestManifest.selector(config, node.text("stream").orElse("")).fields();
      case "navette:Parameters" -> RestManifest.referred(block(node.text("of")));
      case "navette:Cursor" -> cursor(node).map(Component::fields).orElse(null);
      case "navette:Setting" -> setting(node);
      default -> fields(fields);
    };
  }

  private Optional<Component> cursor(Fields node) {
    Fields block = block(node.text("of"));
    if (block.text("field").isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> set = new LinkedHashMap<>(node.values());
    set.putAll(block.values());
    return Optional.of(RestManifest.incremental(new Fields(block.name(), set)));
  }

  private @Nullable Object setting(Fields node) {
    String dotted = node.text("name").orElse("");
    int last = dotted.lastIndexOf('.');
    Fields block = last < 0 ? config : block(Optional.of(dotted.substring(0, last)));
    Object set = block.values().get(dotted.substring(last + 1));
    return set == null ? node.values().get("default") : set;
  }

  private Fields block(Optional<String> dotted) {
    Fields found = config;
    for (String name : dotted.map(text -> List.of(text.split("\\.", -1))).orElse(List.of())) {
      found = found.block(name);
    }
    return found;
  }
}
