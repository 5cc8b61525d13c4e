package io.navette.secret;

import io.navette.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file that only one keystore opens: a line with its kind and a SHA-256 digest, then AES-256-GCM
 * of the content. The digest tells a damaged file from a foreign one; GCM protects from people.
 */
public final class SealedFile {
  private static final int DIGEST_CHARACTERS = 64;

  private final Path file;
  private final String kind;
  private final Keystore keystore;

  /**
   * Touches nothing yet.
   *
   * @param kind a word for messages, as {@code plan}
   */
  public SealedFile(Path file, String kind, Keystore keystore) {
    this.file = file;
    this.kind = kind;
    this.keystore = keystore;
  }

  private String magic() {
    return "NAVETTE-" + kind.toUpperCase(Locale.ROOT) + " 1 ";
  }

  private Sealing sealing() {
    return keystore.sealing("navette " + kind);
  }

  /**
   * Fails before any work is done for a file that could not be written.
   *
   * @throws Failure.Configuration when it would replace a file of another kind, or there is no
   *     keystore that opens
   */
  public void prepare() {
    if (Files.exists(file) && !begins()) {
      throw new Failure.Configuration(
          file + " exists and is no " + kind, "name another file; it is left as it is");
    }
    Sealing unused = sealing();
  }

  private boolean begins() {
    byte[] wanted = magic().getBytes(StandardCharsets.US_ASCII);
    return Files.isRegularFile(file)
        && Arrays.equals(wanted, Arrays.copyOf(PrivateFiles.read(file), wanted.length));
  }

  /** Writes it whole or not at all, for its owner alone; an older one of its kind is replaced. */
  public void write(byte[] content) {
    prepare();
    byte[] sealed = sealing().seal(content);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((magic() + digest(sealed) + "\n").getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(sealed);
    PrivateFiles.replaceOnly(file, all.toByteArray());
  }

  /**
   * The content.
   *
   * @throws Failure.Configuration when it is missing, changed, or sealed with another key
   */
  public byte[] read() {
    if (!Files.exists(file)) {
      throw new Failure.Configuration(
          "there is no " + kind + " " + file, "name the file that --plan wrote");
    }
    byte[] bytes = PrivateFiles.read(file);
    if (!begins()) {
      throw new Failure.Configuration(file + " is no " + kind + " of navette", "");
    }
    int start = magic().length() + DIGEST_CHARACTERS + 1;
    byte[] sealed = Arrays.copyOfRange(bytes, Math.min(start, bytes.length), bytes.length);
    byte[] line = (magic() + digest(sealed) + "\n").getBytes(StandardCharsets.US_ASCII);
    if (!Arrays.equals(line, Arrays.copyOf(bytes, line.length))) {
      throw new Failure.Configuration(
          "the " + kind + " " + file + " was changed or damaged: its digest is wrong",
          "nothing was sent; make a new " + kind);
    }
    return sealing()
        .open(sealed)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    "the keystore does not open the "
                        + kind
                        + " "
                        + file
                        + ": another one sealed it, its key was rotated since, or somebody changed"
                        + " the file",
                    "nothing was sent; make a new " + kind + " with the keystore of now"));
  }

  private static String digest(byte[] sealed) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sealed));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
