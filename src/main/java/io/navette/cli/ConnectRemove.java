package io.navette.cli;

import io.navette.config.ConfigFiles;
import io.navette.failure.Failure;
import io.navette.http.auth.KeystoreTokenStore;
import io.navette.secret.Keystore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a connection out of the YAML. */
@Command(
    name = "remove",
    description = {
      "Takes a connection that no job uses out of the YAML.",
      "A file that holds nothing but this connection is deleted.",
      "Comments above it stay, and so do its secrets unless --secrets is given."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  navette connect remove shop", "  navette connect remove shop --secrets", ""})
final class ConnectRemove implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "CONNECTION", description = "Its name in the YAML.")
  String name = "";

  @Option(
      names = "--secrets",
      description = "Also delete its tokens, and the secrets that nothing else in the YAML uses.")
  boolean secrets;

  ConnectRemove(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ConfigFiles files = session.configFiles();
    List<String> jobs = files.jobsUsing(name);
    if (!jobs.isEmpty()) {
      throw new Failure.Configuration(
          name
              + " is used by "
              + (jobs.size() == 1 ? "the job " : "the jobs ")
              + String.join(", ", jobs),
          "change or delete what uses it first");
    }
    Keystore keystore = session.keystore();
    Set<String> unused = new TreeSet<>(keystore.exists() ? files.secretsOnlyOf(name) : Set.of());
    // Unlocked before anything changes.
    Set<String> known = secrets && keystore.exists() ? keystore.names() : unused;
    known.stream()
        .filter(secret -> secret.startsWith(KeystoreTokenStore.prefix(name)))
        .forEach(unused::add);
    session.console().tell("removed " + name + " " + files.remove(name));
    unused.stream().filter(known::contains).forEach(secret -> unused(keystore, secret));
    return 0;
  }

  private void unused(Keystore keystore, String secret) {
    if (secrets) {
      keystore.remove(secret);
      session.console().tell("removed the secret " + secret);
    } else {
      session
          .console()
          .tell(
              "the secret "
                  + secret
                  + " is used no more; to delete it: navette connect keystore remove "
                  + secret);
    }
  }
}
