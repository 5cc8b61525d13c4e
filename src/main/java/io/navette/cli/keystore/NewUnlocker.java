package io.navette.cli.keystore;

import io.navette.failure.Failure;
import io.navette.secret.Unlocker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a new key slot is to be opened; picocli fills it in. */
final class NewUnlocker {
  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Open by this key file; made when it does not exist.")
  Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--systemd",
      paramLabel = "FILE",
      description = "Open by this key, given by systemd as a credential; made if missing.")
  Optional<Path> systemd = Optional.empty();

  /** The key that was named, made when it does not exist. */
  Optional<Unlocker> key(Path folder) {
    if (keyFile.isPresent() && systemd.isPresent()) {
      throw new Failure.Usage(
          "--key-file and --systemd exclude each other", "add two slots, one after the other");
    }
    return keyFile
        .map(file -> open(folder.resolve(file)))
        .or(() -> systemd.map(file -> open(folder.resolve(file)).asSystemd()));
  }

  private static Unlocker open(Path file) {
    if (!Files.exists(file)) {
      Unlocker.createKeyFile(file);
    }
    return Unlocker.keyFile(file.toString(), file);
  }

  /** Asks for a new passphrase twice; empty when nobody can be asked. */
  static Optional<Unlocker> asked(KeystoreContext context) {
    return context.prompt().passphrase("New passphrase").map(first -> repeated(context, first));
  }

  private static Unlocker repeated(KeystoreContext context, char[] first) {
    char[] second = context.prompt().passphrase("The same again").orElse(new char[0]);
    if (!Arrays.equals(first, second)) {
      throw new Failure.Usage("the two passphrases differ", "nothing was changed; try again");
    }
    return Unlocker.passphrase("the terminal", first);
  }
}
