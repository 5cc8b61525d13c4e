package io.navette.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A secret on its way into the keystore, in a small file of its own beside it: writing the keystore
 * takes half a second on a busy machine, and a run killed meanwhile would lose what a vendor gives
 * once. AES-256-GCM under a key derived from the keystore's.
 */
final class Pending {
  private static final String PURPOSE = "navette pending secret";
  private static final String SUFFIX = ".pending";

  private final Path file;

  /** A secret with its name. */
  record Named(String name, Secret value) {}

  Pending(Path keystore, String name) {
    this(PrivateFiles.beside(keystore, "." + Turn.fingerprint(name) + SUFFIX));
  }

  private Pending(Path file) {
    this.file = file;
  }

  /** All there are beside a keystore. */
  static List<Pending> all(Path keystore) {
    String prefix = keystore.getFileName() + ".";
    try (Stream<Path> files = Files.list(keystore.toAbsolutePath().resolveSibling(""))) {
      return files
          .filter(
              file -> {
                String name = String.valueOf(file.getFileName());
                return name.startsWith(prefix) && name.endsWith(SUFFIX);
              })
          .map(Pending::new)
          .toList();
    } catch (IOException refused) {
      throw PrivateFiles.failure("list what is beside " + keystore, refused);
    }
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** Returns when it would survive a crash. */
  void write(byte[] key, Named secret) {
    PrivateFiles.replaceOnly(file, seal(key, secret));
  }

  /** Also done once for nothing, since the first time is slow. */
  byte[] seal(byte[] key, Named secret) {
    String text = secret.name() + "\n" + secret.value().reveal();
    return new Sealing(key, PURPOSE).seal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty where there is none, or it is of a key the keystore no longer has. */
  Optional<Named> read(byte[] key) {
    if (!exists()) {
      return Optional.empty();
    }
    return new Sealing(key, PURPOSE)
        .open(PrivateFiles.read(file))
        .map(plain -> new String(plain, StandardCharsets.UTF_8).split("\n", 2))
        .filter(parts -> parts.length == 2)
        .map(parts -> new Named(parts[0], new Secret(parts[1])));
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw PrivateFiles.failure("delete " + file, refused);
    }
  }
}
