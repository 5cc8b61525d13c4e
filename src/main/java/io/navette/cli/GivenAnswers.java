package io.navette.cli;

import io.navette.config.ConnectionDraft;
import io.navette.connector.Catalog;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Nobody can be asked: one secret's value stands in stdin, and all else in the options. */
final class GivenAnswers implements ConnectAnswers {
  private final InputStream in;

  GivenAnswers(InputStream in) {
    this.in = in;
  }

  @Override
  public String name(Function<String, Optional<String>> problem) {
    throw new Failure.Usage("the connection's name is missing", "navette connect add --help");
  }

  @Override
  public String type(Catalog catalog) {
    throw new Failure.Usage(
        "--type is missing", "give one of " + String.join(", ", catalog.names()));
  }

  @Override
  public List<Secret> secrets(List<String> settings) {
    if (settings.size() > 1) {
      throw new Failure.Usage(
          "stdin can hold only one of the secrets " + String.join(", ", settings),
          "put the others into the keystore first: navette connect keystore set NAME,"
              + " and give --set KEY='${secret:NAME}'");
    }
    return settings.stream().map(this::read).toList();
  }

  private Secret read(String setting) {
    try {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String value = text.replaceFirst("\\r?\\n\\z", "");
      if (value.isEmpty()) {
        throw new Failure.Usage("stdin holds no value of " + setting, "nothing was saved");
      }
      return new Secret(value);
    } catch (IOException e) {
      throw new Failure.Configuration("can't read stdin: " + e.getMessage(), "", e);
    }
  }

  @Override
  public void complete(ConnectionDraft draft, PendingSecrets secrets) {}

  @Override
  public void replace(List<String> secrets) {
    if (!secrets.isEmpty()) {
      throw new Failure.Configuration(
          "the keystore holds another secret " + secrets.getFirst(),
          "use it: --set KEY='${secret:"
              + secrets.getFirst()
              + "}', or remove it first: navette connect keystore remove "
              + secrets.getFirst());
    }
  }

  @Override
  public void pause() {}

  @Override
  public void close() {}
}
