package io.navette.config;

import io.navette.failure.Failure;
import io.navette.secret.RemoteSecrets;
import io.navette.secret.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/** Fetches what references stand for, at the last moment. */
public final class References {
  private final Map<String, String> environment;
  private final Supplier<SecretStore> secrets;
  private final Supplier<RemoteSecrets> remote;

  /**
   * Fetches nothing yet.
   *
   * @param secrets opened when the first secret is needed
   * @param remote made when the first reference to a secret manager or a command is met
   */
  public References(
      Map<String, String> environment,
      Supplier<SecretStore> secrets,
      Supplier<RemoteSecrets> remote) {
    this.environment = Map.copyOf(environment);
    this.secrets = secrets;
    this.remote = remote;
  }

  /**
   * The value itself.
   *
   * @param where file, line and key, for messages
   * @throws Failure when it is not there or not given, with the command that puts it there
   */
  String fetch(Reference reference, String where, Path folder) {
    return switch (reference.kind()) {
      case SECRET -> secret(reference.name(), where);
      case ENV -> variable(reference.name(), where);
      case FILE -> file(reference.name(), where, folder);
      case REMOTE -> remote.get().fetch(reference.service(), reference.name(), where).reveal();
      case TEXT ->
          Reference.VARIABLE
              .matcher(reference.name())
              .replaceAll(found -> Matcher.quoteReplacement(variable(found.group(1), where)));
    };
  }

  private String secret(String name, String where) {
    return secrets
        .get()
        .find(name)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    where + ": there is no secret " + name + " in the keystore",
                    "navette connect keystore set " + name))
        .reveal();
  }

  private String variable(String name, String where) {
    String value = environment.get(name);
    if (value == null) {
      throw new Failure.Configuration(
          where + ": the environment variable " + name + " is not set", "export " + name + "=...");
    }
    return value;
  }

  private static String file(String name, String where, Path folder) {
    Path path = folder.resolve(name);
    try {
      return Files.readString(path).stripTrailing();
    } catch (IOException e) {
      throw new Failure.Configuration(
          where + ": the file " + path + " can't be read", "check the path and its rights", e);
    }
  }
}
