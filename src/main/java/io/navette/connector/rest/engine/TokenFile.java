package io.navette.connector.rest.engine;

import io.navette.connector.rest.value.JsonValues;
import io.navette.failure.Failure;
import io.navette.http.auth.Grant;
import io.navette.http.auth.TokenStore;
import io.navette.http.auth.Tokens;
import io.navette.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of tokens that another program kept: JSON with the standard's names, or a refresh token
 * alone. Its tokens move into the store, and a note takes their place.
 */
final class TokenFile {
  private static final String NOTE = "These tokens were moved into the keystore of navette.\n";

  /** Which file's tokens these are: one that could not be replaced must not come back. */
  private static final String ORIGIN = "token_file";

  private final Path file;
  private final Grant grant;
  private final TokenStore store;
  private final Consumer<String> notes;

  TokenFile(Path file, Grant grant, TokenStore store, Consumer<String> notes) {
    this.file = file;
    this.grant = grant;
    this.store = store;
    this.notes = notes;
  }

  /** Durable in the store first; only then the file changes. */
  void move() {
    Optional<String> text = content();
    if (text.isEmpty()) {
      return;
    }
    String origin = fingerprint(text.get());
    Tokens found = tokens(text.get(), origin);
    Tokens unused =
        store.update(
            grant.account(),
            stored ->
                stored
                    .filter(
                        held -> origin.equals(held.details().get(ORIGIN)) || content().isEmpty())
                    .orElse(found));
    String connection = grant.account().connection();
    notes.accept(
        connection
            + ": the tokens of "
            + file
            + " are in the keystore now, "
            + (replaced()
                ? "and a note in their place"
                : "but the file can't be changed: remove it"));
  }

  /** Empty where there is no file, or the note. */
  private Optional<String> content() {
    try {
      String text = Files.readString(file);
      return text.equals(NOTE) || text.isBlank() ? Optional.empty() : Optional.of(text);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Failure.Configuration(
          grant.account().connection()
              + ": auth.token_path: "
              + file
              + " can't be read: "
              + e.getMessage(),
          "check the path and its rights",
          e);
    }
  }

  private boolean replaced() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, NOTE);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Tokens tokens(String text, String origin) {
    Map<?, ?> fields = fields(text);
    Optional<Secret> refresh = text(fields, "refresh_token").map(Secret::new);
    Optional<String> access = text(fields, "access_token");
    if (refresh.isEmpty() && access.isEmpty()) {
      throw new Failure.Configuration(
          grant.account().connection() + ": auth.token_path: " + file + " holds no tokens",
          "it must be JSON with refresh_token; or log in: navette connect login "
              + grant.account().connection());
    }
    // Without a known end it is used until it is refused.
    Optional<Instant> expires =
        access.isEmpty() ? Optional.of(Instant.EPOCH) : expires(fields.get("expires_at"));
    return new Tokens(
        new Secret(access.orElse("")),
        refresh,
        Instant.EPOCH,
        expires,
        grant.seed(),
        Map.of(ORIGIN, origin));
  }

  private static Map<?, ?> fields(String text) {
    try {
      return JsonValues.parse(text) instanceof Map<?, ?> fields
          ? fields
          : Map.of("refresh_token", text.strip());
    } catch (IOException notJson) {
      return text.strip().matches("\\S+") ? Map.of("refresh_token", text.strip()) : Map.of();
    }
  }

  private static Optional<String> text(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Seconds since 1970, or a time with its offset. */
  private static Optional<Instant> expires(@Nullable Object value) {
    try {
      return switch (value) {
        case Number seconds -> Optional.of(Instant.ofEpochSecond(seconds.longValue()));
        case String text -> Optional.of(OffsetDateTime.parse(text).toInstant());
        case null, default -> Optional.empty();
      };
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
