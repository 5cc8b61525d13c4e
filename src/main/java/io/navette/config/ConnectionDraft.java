package io.navette.config;

import io.navette.connector.Alternatives;
import io.navette.connector.Connector;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A connection that stands in no file yet. Used by one thread. */
public final class ConnectionDraft {
  private static final Mark MARK = new Mark("--set", 0, 0);

  private final String name;
  private final Connector connector;
  private final Map<String, Yaml> values = new LinkedHashMap<>();

  /** Nothing is set yet. */
  public ConnectionDraft(String name, Connector connector) {
    this.name = name;
    this.connector = connector;
  }

  /** What is wrong with a name for a connection. */
  public static Optional<String> nameProblem(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
        ? Optional.empty()
        : Optional.of("\"" + name + "\" can't be a connection's name");
  }

  /** What is wrong with a value for a setting. */
  public static Optional<String> problem(Setting setting, String value) {
    if (value.isEmpty()) {
      return Optional.of("a value is missing");
    }
    try {
      if (Reference.of(value).isEmpty()) {
        if (setting.kind() == Kind.SECRET) {
          return Optional.of("a secret does not belong here, where it can be seen");
        }
        Convert.text(setting, value);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  public String name() {
    return name;
  }

  public Connector connector() {
    return connector;
  }

  /**
   * Sets a value as it would be written in YAML; the values of a list are separated by commas.
   *
   * @param key a setting's dotted name; a setting that is a block has the block's key behind it
   * @throws Failure.Usage when there is no such setting or the value does not fit it
   */
  public void set(String key, String value) {
    Spot spot = spot(key);
    Optional<String> problem = problem(spot.plain(), value);
    if (problem.isPresent()) {
      throw new Failure.Usage(
          key + ": " + problem.get(),
          spot.setting.kind() == Kind.SECRET ? "--secret " + key : settings());
    }
    put(spot, value);
  }

  /**
   * Makes a setting stand for a secret.
   *
   * @return the name the secret has in the keystore
   * @throws Failure.Usage when there is no such setting, or it has a value already
   */
  public String secret(String key) {
    Spot spot = spot(key);
    if (spot.setting.kind() == Kind.LIST || has(spot)) {
      throw new Failure.Usage(
          key + (has(spot) ? " is given twice" : " is a list, which can't be one secret"),
          "give it once, by --set or by --secret");
    }
    String secret = name + "_" + key;
    put(spot, "${secret:" + secret + "}");
    return secret;
  }

  /** The required settings that have no value yet. */
  public List<Setting> missing() {
    return connector.settings().stream()
        .filter(setting -> setting.required() && !values.containsKey(setting.name()))
        .toList();
  }

  /** What a setting that is neither a block nor a list has as its value, as it is written. */
  public Optional<String> value(String setting) {
    return values.get(setting) instanceof Yaml.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** Those of some settings that have no value yet. */
  public List<Setting> open(Collection<String> names) {
    return connector.settings().stream()
        .filter(setting -> names.contains(setting.name()) && !values.containsKey(setting.name()))
        .toList();
  }

  /** The secrets that may be set in any case, and have no value yet. */
  public List<Setting> openSecrets() {
    Set<String> chosen =
        connector.alternatives().stream()
            .flatMap(Alternatives::settings)
            .collect(Collectors.toSet());
    return connector.settings().stream()
        .filter(setting -> !setting.required() && !values.containsKey(setting.name()))
        .filter(setting -> setting.kind() == Kind.SECRET && !chosen.contains(setting.name()))
        .toList();
  }

  /**
   * The connection as if it had been read from a file.
   *
   * @param folder where its relative paths begin
   */
  public ConnectionConfig config(Path folder) {
    Set<String> blocks =
        connector.settings().stream()
            .filter(setting -> setting.kind() == Kind.MAP)
            .map(Setting::name)
            .collect(Collectors.toSet());
    return new ConnectionConfig(
        name, connector, SettingValue.flatten(yaml(), blocks, Set.of("type")), folder);
  }

  /** Its block in the YAML, in the order of the connector's settings. */
  Yaml.Entries yaml() {
    Yaml.Entries block = Yaml.Entries.empty(MARK);
    block.put("type", MARK, scalar(connector.name(), false));
    for (Setting setting : connector.settings()) {
      Yaml value = values.get(setting.name());
      if (value != null) {
        nest(block, setting.name(), value);
      }
    }
    return block;
  }

  private static void nest(Yaml.Entries block, String path, Yaml value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      block.put(path, MARK, value);
      return;
    }
    String key = path.substring(0, dot);
    Yaml.Entries inner =
        block.values().get(key) instanceof Yaml.Entries there ? there : Yaml.Entries.empty(MARK);
    block.put(key, MARK, inner);
    nest(inner, path.substring(dot + 1), value);
  }

  /** What a key means: a setting, or one key of a setting that is a block. */
  private record Spot(Setting setting, Optional<String> key) {
    /** What the value is checked against. */
    Setting plain() {
      return key.isEmpty() ? setting : Setting.optional(setting.name(), Kind.TEXT, "");
    }
  }

  private Spot spot(String key) {
    for (Setting setting : connector.settings()) {
      boolean block = setting.kind() == Kind.MAP;
      if (!block && key.equals(setting.name())) {
        return new Spot(setting, Optional.empty());
      }
      if (block && key.startsWith(setting.name() + ".")) {
        return new Spot(setting, Optional.of(key.substring(setting.name().length() + 1)));
      }
    }
    List<String> known =
        connector.settings().stream()
            .map(setting -> setting.name() + (setting.kind() == Kind.MAP ? ".KEY" : ""))
            .toList();
    throw new Failure.Usage(
        connector.name() + " has no setting " + key + Problems.meant(key, known), settings());
  }

  private String settings() {
    return "navette connect types " + connector.name();
  }

  private boolean has(Spot spot) {
    Yaml value = values.get(spot.setting.name());
    return spot.key.isEmpty()
        ? value != null
        : value instanceof Yaml.Entries block && block.values().containsKey(spot.key.get());
  }

  private void put(Spot spot, String value) {
    String setting = spot.setting.name();
    Yaml old = values.get(setting);
    switch (spot.setting.kind()) {
      case MAP -> {
        Yaml.Entries block = old instanceof Yaml.Entries there ? there : Yaml.Entries.empty(MARK);
        block.put(spot.key.orElseThrow(), MARK, scalar(value, false));
        values.put(setting, block);
      }
      case LIST -> {
        List<Yaml> items =
            new ArrayList<>(old instanceof Yaml.Items list ? list.values() : List.of());
        Arrays.stream(value.split(",", -1)).forEach(item -> items.add(scalar(item.strip(), false)));
        values.put(setting, new Yaml.Items(items, MARK));
      }
      case INTEGER, BOOLEAN, DURATION -> values.put(setting, scalar(value, true));
      case TEXT, SECRET, PATH, CHOICE -> values.put(setting, scalar(value, false));
    }
  }

  private static Yaml.Scalar scalar(String text, boolean plain) {
    return new Yaml.Scalar(text, plain, MARK);
  }
}
