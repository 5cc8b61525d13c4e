package io.navette.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.navette.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Files of secrets made by other programs. No message repeats any of their content. */
public final class SecretFiles {
  private static final Pattern DOTENV =
      Pattern.compile(
          "(?m)\\A(?:\\s*(?:#.*)?\\n)*\\s*(?:export\\s+)?[A-Za-z_][A-Za-z0-9_.-]*\\s*=");

  private SecretFiles() {}

  /**
   * Reads a dotenv file.
   *
   * @param origin the file's name, for messages
   */
  public static Map<String, Secret> environment(String origin, String text) {
    return EnvFile.parse(origin, text);
  }

  /**
   * Reads a dotenv, YAML or JSON file of names and values. Names of nested YAML or JSON are joined
   * by dots.
   */
  public static Map<String, Secret> named(String origin, String text) {
    return DOTENV.matcher(text).find() ? EnvFile.parse(origin, text) : yaml(origin, text);
  }

  /**
   * Reads a dotenv, YAML or JSON file of names and Fernet tokens, all made with one key. Names of
   * nested YAML or JSON are joined by dots.
   */
  public static Map<String, Secret> fernet(String origin, String text, Secret key) {
    Map<String, Secret> tokens = named(origin, text);
    Fernet fernet = fernet(key);
    Map<String, Secret> values = new LinkedHashMap<>();
    tokens.forEach((name, token) -> values.put(name, decrypt(fernet, origin, name, token)));
    return values;
  }

  private static Fernet fernet(Secret key) {
    try {
      return new Fernet(key.reveal());
    } catch (Fernet.Refused wrong) {
      throw new Failure.Configuration(
          String.valueOf(wrong.getMessage()), "give the key file the tokens were made with", wrong);
    }
  }

  private static Secret decrypt(Fernet fernet, String origin, String name, Secret token) {
    try {
      return new Secret(new String(fernet.decrypt(token.reveal()), StandardCharsets.UTF_8));
    } catch (Fernet.Refused wrong) {
      throw new Failure.Configuration(
          origin + ": " + name + ": " + wrong.getMessage(),
          "nothing was imported; give the right key, or take this name out",
          wrong);
    }
  }

  private static Map<String, Secret> yaml(String origin, String text) {
    Map<String, Secret> values = new LinkedHashMap<>();
    try {
      collect("", new YAMLMapper().readTree(text), values);
    } catch (JsonProcessingException broken) {
      throw new Failure.Configuration(
          origin + ":" + broken.getLocation().getLineNr() + ": can't be read",
          "write one name: token a line, or NAME=token");
    }
    return values;
  }

  private static void collect(String name, JsonNode node, Map<String, Secret> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  collect(
                      name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                      field.getValue(),
                      into));
    } else if (node.isValueNode() && !name.isEmpty()) {
      into.put(name, new Secret(node.asText()));
    }
  }
}
