package io.navette.secret;

import io.navette.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The file: a line with a checksum, a line per key slot, an empty line, then a BCFKS store. One
 * file, so that slots and secrets are always of one write. The checksum tells a damaged file from a
 * wrong passphrase; it protects from accidents, BCFKS and GCM from people.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeystoreFile(List<Slot> slots, byte[] vault) {
  private static final String MAGIC = "NAVETTE-KEYSTORE 1 ";
  private static final int CHECKSUM_CHARACTERS = 64;

  KeystoreFile {
    slots = List.copyOf(slots);
  }

  /** The key in the first slot that this opens. */
  Optional<byte[]> open(Unlocker unlocker) {
    return slots.stream().flatMap(slot -> slot.open(unlocker).stream()).findFirst();
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder();
    slots.forEach(slot -> head.append(slot.line()).append('\n'));
    head.append('\n');
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    body.writeBytes(vault);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String first = MAGIC + checksum(body.toByteArray()) + "\n";
    all.writeBytes(first.getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }

  static KeystoreFile parse(Path file, byte[] bytes) {
    int start = MAGIC.length() + CHECKSUM_CHARACTERS + 1;
    if (bytes.length < start || !ascii(bytes, 0, MAGIC.length()).equals(MAGIC)) {
      throw damaged(file, "it does not begin like one");
    }
    byte[] body = Arrays.copyOfRange(bytes, start, bytes.length);
    if (!ascii(bytes, MAGIC.length(), start - 1).equals(checksum(body))) {
      throw damaged(file, "its checksum is wrong");
    }
    try {
      return body(body);
    } catch (IllegalArgumentException unreadable) {
      throw damaged(file, "a key slot can't be read");
    }
  }

  private static KeystoreFile body(byte[] body) {
    List<Slot> slots = new ArrayList<>();
    int from = 0;
    while (body[from] != '\n') {
      int end = from;
      while (body[end] != '\n') {
        end++;
      }
      slots.add(Slot.parse(ascii(body, from, end)));
      from = end + 1;
    }
    return new KeystoreFile(slots, Arrays.copyOfRange(body, from + 1, body.length));
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  static Failure damaged(Path file, String how) {
    return new Failure.Configuration(
        "the keystore " + file + " is damaged: " + how,
        "go back to the one before the last change: cp -p '"
            + PrivateFiles.beside(file, ".previous")
            + "' '"
            + file
            + "'");
  }

  private static String checksum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }
}
