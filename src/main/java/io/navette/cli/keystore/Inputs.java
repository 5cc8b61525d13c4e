package io.navette.cli.keystore;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what commands are given in files or on stdin. */
final class Inputs {
  private Inputs() {}

  static String read(KeystoreContext context, Path from) {
    try {
      byte[] bytes =
          "-".equals(from.toString())
              ? context.in().readAllBytes()
              : Files.readAllBytes(context.folder().resolve(from));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new Failure.Configuration(
          "can't read " + from + ": " + unreadable.getMessage(),
          "name a file that exists and that you may read",
          unreadable);
    }
  }
}
