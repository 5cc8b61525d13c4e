package io.navette.cli.keystore;

import io.navette.failure.Failure;
import io.navette.secret.Keystore;
import io.navette.secret.Unlocker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates the keystore. */
@Command(
    name = "init",
    description = {
      "Creates the keystore with one key slot.",
      "Without an option it takes the key or passphrase of the environment, else asks for one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  navette connect keystore init",
      "  navette connect keystore init --key-file ~/.config/navette/key",
      ""
    })
final class Init implements Callable<Integer> {
  private final KeystoreContext context;

  @Mixin final NewUnlocker unlocker = new NewUnlocker();

  Init(KeystoreContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Keystore keystore = context.keystore().get();
    if (keystore.exists()) {
      throw new Failure.Configuration(
          "there is a keystore already: " + keystore.file(),
          "see what it holds: navette connect keystore list");
    }
    Unlocker first =
        unlocker
            .key(context.folder())
            .or(() -> keystore.unlockers().given().findFirst())
            .or(() -> NewUnlocker.asked(context))
            .orElseThrow(Init::nothing);
    keystore.init(first);
    context.console().get().tell("created " + keystore.file() + ", unlocked by " + first);
    return 0;
  }

  private static Failure nothing() {
    return new Failure.Configuration(
        "a new keystore needs a passphrase or a key, and nobody can be asked",
        "give --key-file FILE, or set NAVETTE_PASSPHRASE_FILE");
  }
}
