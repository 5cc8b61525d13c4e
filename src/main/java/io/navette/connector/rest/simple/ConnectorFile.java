package io.navette.connector.rest.simple;

import io.navette.connector.Alternatives;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code connector.yaml}: how a system presents itself, what may be set, and which manifest
 * stands beside it for which settings. One that {@code extends} another says only what differs.
 *
 * @param settings its own, followed by those every API has
 * @param oneOf dotted names of settings of which one at least must be set, group by group
 * @param variant the dotted name of the setting that chooses among the sources
 * @param sources the manifest's file name by the variant's value; one under the empty name when
 *     there is no variant
 */
public record ConnectorFile(
    String name,
    ConnectorCard card,
    List<Setting> settings,
    List<List<String>> oneOf,
    Optional<String> variant,
    Map<String, String> sources) {

  public ConnectorFile {
    settings = List.copyOf(settings);
    oneOf = List.copyOf(oneOf);
    sources = Map.copyOf(sources);
  }

  /**
   * Reads the text of one; the file stands for it in messages.
   *
   * @param beside the text of the file that it extends, by its path from this one
   */
  public static ConnectorFile parse(String text, String file, UnaryOperator<String> beside) {
    Map<String, @Nullable Object> tree = Manifest.tree(text, file);
    Fields top =
        new Fields(
            "",
            tree.get("extends") instanceof String base
                ? over(Manifest.tree(beside.apply(base), base), tree)
                : tree);
    List<Setting> settings = new ArrayList<>();
    top.map("settings")
        .forEach((name, value) -> settings.add(setting(new Fields(name, PlainValues.map(value)))));
    settings.addAll(shared(top, settings));
    settings.addAll(ApiManifest.settings());
    Fields variants = top.block("variants");
    Map<String, String> sources =
        variants.values().isEmpty()
            ? Map.of("", top.required("source", file))
            : texts(variants.map("sources"));
    return new ConnectorFile(
        top.required("name", file),
        card(top, file),
        settings,
        groups(top),
        variants.text("setting"),
        sources);
  }

  /** What one says goes before what the other said; blocks are joined, in the other's order. */
  private static Map<String, @Nullable Object> over(
      Map<String, @Nullable Object> base, Map<String, @Nullable Object> own) {
    Map<String, @Nullable Object> joined = new LinkedHashMap<>(base);
    own.forEach(
        (name, value) ->
            joined.put(
                name,
                value instanceof Map<?, ?> block && joined.get(name) instanceof Map<?, ?> known
                    ? over(PlainValues.map(known), PlainValues.map(block))
                    : value));
    return joined;
  }

  /** Those of {@code rest} that stand in the blocks it names, but for those it has itself. */
  private static List<Setting> shared(Fields top, List<Setting> own) {
    List<String> blocks = top.list("rest_settings");
    Set<String> names = own.stream().map(Setting::name).collect(Collectors.toSet());
    return RestSettings.all().stream()
        .filter(setting -> blocks.contains(setting.name().replaceFirst("\\..*", "")))
        .filter(setting -> !names.contains(setting.name()))
        .toList();
  }

  private static ConnectorCard card(Fields top, String file) {
    return new ConnectorCard(
        top.required("title", file),
        top.required("summary", file),
        Family.valueOf(constant(top.text("family").orElse("api"))),
        top.list("sign_in").stream().map(way -> SignIn.valueOf(constant(way))).toList(),
        top.flag("incremental", false),
        top.text("needs"));
  }

  /** The name of an enum's constant, as people write it. */
  private static String constant(String written) {
    return written.toUpperCase(Locale.ROOT).replace(' ', '_');
  }

  private static List<List<String>> groups(Fields top) {
    return top.values().get("one_of") instanceof List<?> groups
        ? groups.stream()
            .map(group -> PlainValues.list(group).stream().map(String::valueOf).toList())
            .toList()
        : List.of();
  }

  /**
   * Checks that a connection says all it must.
   *
   * @throws Failure.Configuration naming the connection and the settings of which one is missing
   */
  public void requireOneOf(Settings of) {
    for (List<String> names : oneOf) {
      if (names.stream().noneMatch(of::has)) {
        throw new Failure.Configuration(
            "connection " + of.connection() + ": " + String.join(" or ", names) + " is missing",
            settings.stream()
                .filter(setting -> setting.name().equals(names.getFirst()))
                .map(setting -> "set " + setting.name() + ": " + setting.description())
                .findFirst()
                .orElse(""));
      }
    }
  }

  /** The same groups as a person is asked for them. */
  public List<Alternatives> alternatives() {
    return oneOf.stream()
        .map(names -> new Alternatives("Give", names.stream().map(this::way).toList()))
        .toList();
  }

  private Alternatives.Way way(String name) {
    String description =
        settings.stream()
            .filter(setting -> setting.name().equals(name))
            .map(setting -> setting.description().replaceFirst("\\.$", ""))
            .findFirst()
            .orElse("");
    return Alternatives.Way.of(name, description, name);
  }

  /** The file name of the manifest to run with these settings. */
  public String source(Map<String, @Nullable Object> config) {
    String chosen = variant.map(name -> value(name, config)).orElse("");
    String source = sources.get(chosen);
    if (source == null) {
      throw new Failure.Configuration(
          variant.orElse("variant") + " is \"" + chosen + "\"",
          "choose one of " + String.join(", ", sources.keySet().stream().sorted().toList()));
    }
    return source;
  }

  private static String value(String dotted, Map<String, @Nullable Object> config) {
    Object found = config;
    for (String part : dotted.split("\\.", -1)) {
      found = found instanceof Map<?, ?> block ? block.get(part) : "";
    }
    return String.valueOf(found);
  }

  private static Map<String, String> texts(Map<String, @Nullable Object> fields) {
    return fields.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
  }

  private static Setting setting(Fields fields) {
    return new Setting(
        fields.name(),
        fields.required("description", "a setting"),
        Setting.Kind.valueOf(fields.text("kind").orElse("text").toUpperCase(Locale.ROOT)),
        fields.flag("required", false),
        fields.values().get("default") instanceof List<?> items
            ? Optional.of(items.stream().map(String::valueOf).collect(Collectors.joining(", ")))
            : fields.text("default"),
        fields.list("choices"));
  }
}
