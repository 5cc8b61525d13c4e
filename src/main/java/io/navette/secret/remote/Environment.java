package io.navette.secret.remote;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** What the environment says of services and credentials. */
record Environment(Map<String, String> variables) {
  Environment {
    variables = Map.copyOf(variables);
  }

  /** Empty when it is not set, or set to nothing. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  Optional<Secret> secret(String name) {
    return text(name).map(Secret::new);
  }

  /**
   * A variable without which nothing can be asked.
   *
   * @throws Failure.Configuration with the command that sets it
   */
  String required(Asked asked, String name) {
    return text(name)
        .orElseThrow(
            () -> asked.wrong("the variable " + name + " is not set", "export " + name + "=..."));
  }

  /** An address, or the usual one. */
  HttpUrl address(Asked asked, String name, String usual) {
    return Environment.url(asked, name, text(name).orElse(usual));
  }

  /** An address that is given. */
  static HttpUrl url(Asked asked, String name, String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw asked.wrong(
          name + " is no address: \"" + text + "\"", "it begins with https:// or http://");
    }
    return url;
  }

  /** A file below the home folder; empty without one. */
  Optional<Path> home(String first, String... more) {
    return text("HOME").map(home -> Path.of(home).resolve(Path.of(first, more)));
  }

  /** A file's text without blanks around it; empty when there is none. */
  static Optional<String> file(Asked asked, Path path) {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(path).strip());
    } catch (IOException e) {
      throw asked.wrong("the file " + path + " can't be read", "check its rights");
    }
  }
}
