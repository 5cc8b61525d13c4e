package io.navette.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret on its way into the keystore, in a small file of its own beside it: writing the keystore
 * takes half a second on a busy machine, and a run killed meanwhile would lose what a vendor gives
 * once. AES-256-GCM under a key derived from the keystore's.
 */
final class Pending {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String SUFFIX = ".pending";
  private static final SecureRandom RANDOM = new SecureRandom();

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
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      ByteArrayOutputStream sealed = new ByteArrayOutputStream();
      sealed.writeBytes(nonce);
      sealed.writeBytes(
          cipher(Cipher.ENCRYPT_MODE, key, nonce)
              .doFinal(
                  (secret.name() + "\n" + secret.value().reveal())
                      .getBytes(StandardCharsets.UTF_8)));
      return sealed.toByteArray();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-256-GCM is missing", impossible);
    }
  }

  /** Empty where there is none, or it is of a key the keystore no longer has. */
  Optional<Named> read(byte[] key) {
    if (!exists()) {
      return Optional.empty();
    }
    byte[] bytes = PrivateFiles.read(file);
    if (bytes.length <= NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE_BYTES));
      byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      String[] parts = new String(plain, StandardCharsets.UTF_8).split("\n", 2);
      return parts.length == 2
          ? Optional.of(new Named(parts[0], new Secret(parts[1])))
          : Optional.empty();
    } catch (GeneralSecurityException foreign) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] own = mac.doFinal("navette pending secret".getBytes(StandardCharsets.US_ASCII));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(own, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw PrivateFiles.failure("delete " + file, refused);
    }
  }
}
