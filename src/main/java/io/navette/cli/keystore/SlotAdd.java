package io.navette.cli.keystore;

import io.navette.failure.Failure;
import io.navette.secret.Secret;
import io.navette.secret.Unlocker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds a way to unlock. */
@Command(
    name = "add",
    description = {
      "Adds a way to unlock: a key file, a systemd credential, or a passphrase.",
      "A passphrase is asked for, or the first line of a file. One that is there unlocks."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore slot add",
      "  navette connect keystore slot add --key-file /etc/navette/key --name cron",
      ""
    })
final class SlotAdd implements Callable<Integer> {
  private final KeystoreContext context;

  @Mixin final NewUnlocker unlocker = new NewUnlocker();

  @Option(
      names = "--passphrase-from",
      paramLabel = "FILE",
      description = "Take the new passphrase from this file; - is stdin.")
  Optional<Path> passphrase = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: its kind).")
  Optional<String> name = Optional.empty();

  SlotAdd(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Unlocker added =
        unlocker
            .key(context.folder())
            .or(() -> passphrase.map(this::read))
            .or(() -> NewUnlocker.asked(context))
            .orElseThrow(
                () ->
                    new Failure.Usage(
                        "a passphrase or key is missing, and nobody can be asked",
                        "give --key-file, --systemd or --passphrase-from"));
    String slot = name.orElse(added.kind().label());
    context.keystore().get().addSlot(slot, added);
    context.console().get().tell("added the key slot " + slot);
    return 0;
  }

  private Unlocker read(Path file) {
    Secret line = new Secret(Inputs.read(context, file).lines().findFirst().orElse(""));
    return Unlocker.passphrase(file.toString(), line.reveal().toCharArray());
  }
}
