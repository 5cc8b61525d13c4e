package io.navette.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether a file is still the one a pass began with.
 *
 * @param size in bytes
 * @param hash of the file's first block, in hexadecimal
 */
record Fingerprint(long size, String hash) {
  private static final int BLOCK = 1 << 16;

  static Fingerprint of(FileStream stream) {
    try {
      long size = Files.size(stream.file());
      return new Fingerprint(size, hash(stream.file(), size));
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  /** Whether the file is the same, or the same with more behind it. */
  boolean holds(FileStream stream) {
    try {
      return Files.size(stream.file()) >= size && hash(stream.file(), size).equals(hash);
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  private static String hash(Path file, long size) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] block = stream.readNBytes((int) Math.min(size, BLOCK));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(block);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
