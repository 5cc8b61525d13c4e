package io.navette.secret.remote;

import io.navette.http.HttpContext;
import io.navette.http.Redaction;
import io.navette.http.Sleeper;
import io.navette.secret.RemoteSecrets;
import io.navette.secret.Secret;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks the service a reference names. Each reference is fetched once, each login made once. */
public final class SecretServices implements RemoteSecrets {
  private final Environment environment;
  private final Calls calls;
  private final InstantSource clock;
  private final Map<String, Secret> known = new HashMap<>();
  private @Nullable VaultSecrets vault;
  private @Nullable GoogleSecrets google;
  private @Nullable AzureSecrets azure;

  /**
   * Asks nobody yet.
   *
   * @param environment where services and credentials are named, by the names their own tools use
   * @param sleeper waits before a request is repeated
   */
  public SecretServices(Map<String, String> environment, InstantSource clock, Sleeper sleeper) {
    this.environment = new Environment(environment);
    this.clock = clock;
    this.calls =
        new Calls(
            new HttpContext(
                clock,
                sleeper,
                RandomGenerator.getDefault(),
                (level, line) -> {},
                new Redaction()));
  }

  @Override
  public synchronized Secret fetch(String service, String name, String where) {
    Secret fetched = known.get(service + ":" + name);
    if (fetched == null) {
      fetched = fetch(service, new Asked(service, name, where));
      known.put(service + ":" + name, fetched);
    }
    return fetched;
  }

  private Secret fetch(String service, Asked asked) {
    return switch (service) {
      case "vault" -> vault().fetch(asked);
      case "aws" -> new AwsSecrets(environment, calls, clock).fetch(asked);
      case "google" -> google().fetch(asked);
      case "azure" -> azure().fetch(asked);
      case "cmd" -> new CommandSecret().fetch(asked);
      default -> throw new IllegalArgumentException(service);
    };
  }

  private VaultSecrets vault() {
    if (vault == null) {
      vault = new VaultSecrets(environment, calls);
    }
    return vault;
  }

  private GoogleSecrets google() {
    if (google == null) {
      google = new GoogleSecrets(environment, calls, clock);
    }
    return google;
  }

  private AzureSecrets azure() {
    if (azure == null) {
      azure = new AzureSecrets(environment, calls);
    }
    return azure;
  }
}
