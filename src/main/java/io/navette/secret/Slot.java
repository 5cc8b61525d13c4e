package io.navette.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The store's key, wrapped by AES-256-GCM under a key from one unlocker.
 *
 * @param rounds Argon2id passes, 0 for keys, which need no stretching
 * @param kibibytes Argon2id memory
 * @param sealed nonce, then the wrapped key and its tag
 */
record Slot(String name, SlotKind kind, int rounds, int kibibytes, String salt, String sealed) {
  private static final int ROUNDS = 2;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int MOST_ROUNDS = 64;
  private static final int MOST_KIBIBYTES = 1024 * 1024;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  static Slot seal(String name, SlotKind kind, Unlocker unlocker, byte[] key) {
    byte[] salt = random(16);
    byte[] nonce = random(NONCE_BYTES);
    boolean stretched = kind == SlotKind.PASSPHRASE;
    Slot empty =
        new Slot(
            name,
            kind,
            stretched ? ROUNDS : 0,
            stretched ? KIBIBYTES : 0,
            Base64.getEncoder().encodeToString(salt),
            "");
    try {
      byte[] wrapped = empty.cipher(Cipher.ENCRYPT_MODE, unlocker, nonce).doFinal(key);
      byte[] sealed = new byte[nonce.length + wrapped.length];
      System.arraycopy(nonce, 0, sealed, 0, nonce.length);
      System.arraycopy(wrapped, 0, sealed, nonce.length, wrapped.length);
      return new Slot(
          name,
          kind,
          empty.rounds,
          empty.kibibytes,
          empty.salt,
          Base64.getEncoder().encodeToString(sealed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-256-GCM is missing", impossible);
    }
  }

  static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }

  /** The store's key; empty when the unlocker is not this slot's. */
  Optional<byte[]> open(Unlocker unlocker) {
    if (!unlocker.fits(kind)) {
      return Optional.empty();
    }
    byte[] bytes = Base64.getDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, unlocker, nonce)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
    } catch (AEADBadTagException wrong) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-256-GCM is missing", impossible);
    }
  }

  private Cipher cipher(int mode, Unlocker unlocker, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] wrapping = kind == SlotKind.PASSPHRASE ? stretch(unlocker) : extract(unlocker);
    cipher.init(mode, new SecretKeySpec(wrapping, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(prefix().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private byte[] stretch(Unlocker unlocker) {
    Argon2BytesGenerator argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withIterations(rounds)
            .withMemoryAsKB(kibibytes)
            .withParallelism(1)
            .withSalt(Base64.getDecoder().decode(salt))
            .build());
    byte[] key = new byte[32];
    argon.generateBytes(unlocker.material(), key);
    return key;
  }

  private byte[] extract(Unlocker unlocker) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA256"));
    return mac.doFinal(unlocker.material());
  }

  private String prefix() {
    return String.join(
        "\t", "slot", name, kind.label(), String.valueOf(rounds), String.valueOf(kibibytes), salt);
  }

  String line() {
    return prefix() + "\t" + sealed;
  }

  /** Reads {@link #line}. */
  static Slot parse(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 7 || !"slot".equals(parts[0])) {
      throw new IllegalArgumentException("not a slot");
    }
    Slot slot =
        new Slot(
            parts[1],
            SlotKind.of(parts[2]),
            Integer.parseInt(parts[3]),
            Integer.parseInt(parts[4]),
            parts[5],
            parts[6]);
    if (slot.rounds > MOST_ROUNDS || slot.kibibytes > MOST_KIBIBYTES) {
      throw new IllegalArgumentException("too costly");
    }
    return slot;
  }
}
