package io.navette.secret;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Something that can open a key slot: a passphrase, or the bytes of a key file or credential. */
public final class Unlocker {
  private static final int LEAST_KEY_BYTES = 32;

  private final SlotKind kind;
  private final String origin;
  private final byte[] material;

  private Unlocker(SlotKind kind, String origin, byte[] material) {
    this.kind = kind;
    this.origin = origin;
    this.material = material;
  }

  /**
   * A person's passphrase.
   *
   * @param origin where it came from, for messages
   */
  public static Unlocker passphrase(String origin, char[] typed) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] material = new byte[bytes.remaining()];
    bytes.get(material);
    if (material.length == 0) {
      throw new Failure.Configuration(
          "the passphrase from " + origin + " is empty", "give one of at least twelve characters");
    }
    return new Unlocker(SlotKind.PASSPHRASE, origin, material);
  }

  /**
   * Reads a key file that only its owner may read.
   *
   * @throws Failure.Configuration when it is missing, too short or open to others
   */
  public static Unlocker keyFile(String origin, Path file) {
    PrivateFiles.requirePrivate(file);
    return new Unlocker(SlotKind.KEY_FILE, origin, key(origin, file));
  }

  /** Reads a systemd credential, whose access systemd itself guards. */
  static Unlocker systemd(Path file) {
    String origin = "systemd credential " + file.getFileName();
    return new Unlocker(SlotKind.SYSTEMD, origin, key(origin, file));
  }

  /** The same key for a slot of systemd's: the file is what will be given to systemd. */
  public Unlocker asSystemd() {
    return new Unlocker(SlotKind.SYSTEMD, origin, material);
  }

  /** Writes 256 random bits as text into a new file of mode 0600; a missing folder is made too. */
  public static void createKeyFile(Path file) {
    PrivateFiles.createFolder(file.toAbsolutePath().resolveSibling(""));
    byte[] key = new byte[LEAST_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    PrivateFiles.create(file, Base64.getEncoder().encode(key));
  }

  private static byte[] key(String origin, Path file) {
    byte[] material;
    try {
      material = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new Failure.Configuration(
          origin + ": can't read " + file + ": " + PrivateFiles.reason(unreadable),
          "name a key file that exists, or make one:"
              + " navette connect keystore slot add --key-file "
              + file,
          unreadable);
    }
    if (material.length < LEAST_KEY_BYTES) {
      throw new Failure.Configuration(
          origin + ": " + file + " is too short for a key: " + material.length + " bytes",
          "a key file holds at least "
              + LEAST_KEY_BYTES
              + " random bytes: openssl rand -base64 32 > "
              + file);
    }
    return material;
  }

  public SlotKind kind() {
    return kind;
  }

  /** Where it came from, for messages. */
  public String origin() {
    return origin;
  }

  byte[] material() {
    return material;
  }

  /** A key opens slots of either kind of key; only passphrases are stretched. */
  boolean fits(SlotKind slot) {
    return (kind == SlotKind.PASSPHRASE) == (slot == SlotKind.PASSPHRASE);
  }

  boolean same(Unlocker other) {
    return fits(other.kind) && Arrays.equals(material, other.material);
  }

  @Override
  public String toString() {
    return kind.label() + " from " + origin;
  }
}
