package io.navette.connector.rest.engine;

import io.navette.failure.Failure;
import io.navette.http.Authentication;
import io.navette.http.auth.HmacSignature;
import io.navette.http.auth.SignedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Builds the signing of requests that a {@code navette:HmacAuthenticator} describes: {@code signed}
 * lists what is signed, {@code METHOD}, {@code URL}, {@code PATH}, {@code QUERY}, {@code BODY},
 * {@code BODY_DIGEST}, {@code TIMESTAMP} or {@code KEY_ID}, other texts as they are, with {@code
 * separator} between them.
 */
final class Signatures {
  private Signatures() {}

  static Authentication of(Component authenticator, Clients clients) {
    HmacSignature.Shape shape =
        new HmacSignature.Shape(
            authenticator.text("algorithm").orElse("HmacSHA256"),
            parts(authenticator),
            encoding(authenticator),
            authenticator.neededText("signature_header"),
            authenticator.text("prefix").orElse(""),
            authenticator.text("timestamp_header").orElse(""),
            authenticator.text("key_id_header").orElse(""));
    return new HmacSignature(
        shape,
        authenticator.text("key_id").orElse(""),
        Authenticators.secret(authenticator, "secret_key"),
        clients.context().clock());
  }

  private static List<SignedPart> parts(Component authenticator) {
    // As written: a template would lose the line break a separator mostly is.
    String separator = authenticator.template("separator").orElse("");
    List<SignedPart> parts = new ArrayList<>();
    for (String name : authenticator.texts("signed")) {
      if (!parts.isEmpty() && !separator.isEmpty()) {
        parts.add(new SignedPart.Text(separator));
      }
      parts.add(part(name));
    }
    if (parts.isEmpty()) {
      throw new Failure.Configuration(
          "the " + authenticator.type() + " signs nothing", "list what is signed under signed");
    }
    return parts;
  }

  private static SignedPart part(String name) {
    for (SignedPart.Of of : SignedPart.Of.values()) {
      if (of.name().equals(name)) {
        return of;
      }
    }
    return new SignedPart.Text(name);
  }

  private static HmacSignature.Encoding encoding(Component authenticator) {
    Optional<String> name = authenticator.text("encoding");
    for (HmacSignature.Encoding encoding : HmacSignature.Encoding.values()) {
      if (name.isEmpty() || encoding.name().equals(name.get().toUpperCase(Locale.ROOT))) {
        return encoding;
      }
    }
    throw new Failure.Configuration(
        "a signature can't be written as \"" + name.get() + "\"", "use hex or base64");
  }
}
