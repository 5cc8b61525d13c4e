package io.navette.secret.remote;

import io.navette.secret.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment and the files of AWS's own tools say: credentials and region
 * (docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
 */
record AwsProfile(Environment environment, Asked asked) {

  /** Keys that can sign. */
  record Credentials(String keyId, Secret key, Optional<Secret> sessionToken) {}

  /** The environment's variables go before the file's. */
  Credentials credentials() {
    Optional<String> keyId = environment.text("AWS_ACCESS_KEY_ID");
    Optional<Secret> key = environment.secret("AWS_SECRET_ACCESS_KEY");
    if (keyId.isPresent() && key.isPresent()) {
      return new Credentials(keyId.get(), key.get(), environment.secret("AWS_SESSION_TOKEN"));
    }
    Map<String, String> profile = profile("AWS_SHARED_CREDENTIALS_FILE", "credentials", "");
    if (!profile.containsKey("aws_access_key_id")
        || !profile.containsKey("aws_secret_access_key")) {
      throw asked.wrong(
          "there are no credentials for AWS",
          "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or keep them in ~/.aws/credentials"
              + " (AWS_PROFILE says which)");
    }
    return new Credentials(
        profile.getOrDefault("aws_access_key_id", ""),
        new Secret(profile.getOrDefault("aws_secret_access_key", "")),
        Optional.ofNullable(profile.get("aws_session_token")).map(Secret::new));
  }

  /** That of an ARN goes before all others. */
  String region(String name) {
    String[] parts = name.split(":", -1);
    if (name.startsWith("arn:") && parts.length > 3) {
      return parts[3];
    }
    return environment
        .text("AWS_REGION")
        .or(() -> environment.text("AWS_DEFAULT_REGION"))
        .or(
            () ->
                Optional.ofNullable(profile("AWS_CONFIG_FILE", "config", "profile ").get("region")))
        .orElseThrow(
            () -> asked.wrong("the region of AWS is not known", "export AWS_REGION=eu-west-3"));
  }

  private Map<String, String> profile(String variable, String file, String prefix) {
    String name = environment.text("AWS_PROFILE").orElse("default");
    String heading = name.equals("default") ? "default" : prefix + name;
    Optional<Path> path =
        environment.text(variable).map(Path::of).or(() -> environment.home(".aws", file));
    return section(path.flatMap(known -> Environment.file(asked, known)).orElse(""), heading);
  }

  private static Map<String, String> section(String text, String heading) {
    Map<String, String> values = new HashMap<>();
    boolean inside = false;
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        inside = line.replaceAll("[\\[\\]]", "").strip().equals(heading);
      } else if (inside && equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }
}
