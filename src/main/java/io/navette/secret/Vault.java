package io.navette.secret;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * All secrets as one entry of a BCFKS store: each entry would cost another key derivation. The
 * store's key is random, so that few rounds are enough.
 */
final class Vault {
  private static final String ENTRY = "secrets";
  private static final int ROUNDS = 1_000;

  private Vault() {}

  static byte[] write(byte[] key, Map<String, Secret> secrets) {
    char[] password = HexFormat.of().formatHex(key).toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
      store.load(null, null);
      store.setKeyEntry(ENTRY, new SecretKeySpec(encode(secrets), "HmacSHA512"), password, null);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(
          new BCFKSLoadStoreParameter.Builder(bytes, password)
              .withStorePBKDFConfig(
                  new PBKDF2Config.Builder()
                      .withIterationCount(ROUNDS)
                      .withSaltLength(32)
                      .withPRF(PBKDF2Config.PRF_SHA512)
                      .build())
              .build());
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("BCFKS could not be written", impossible);
    }
  }

  /**
   * Opens a store.
   *
   * @throws IOException when the bytes are damaged or of another key
   */
  static SortedMap<String, Secret> read(byte[] key, byte[] bytes) throws IOException {
    char[] password = HexFormat.of().formatHex(key).toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
      store.load(new ByteArrayInputStream(bytes), password);
      Key entry = store.getKey(ENTRY, password);
      if (entry == null) {
        throw new IOException("the store has no entry " + ENTRY);
      }
      return decode(entry.getEncoded());
    } catch (GeneralSecurityException wrong) {
      throw new IOException("the store does not open", wrong);
    }
  }

  private static byte[] encode(Map<String, Secret> secrets) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(secrets.size());
    for (Map.Entry<String, Secret> secret : secrets.entrySet()) {
      text(out, secret.getKey());
      text(out, secret.getValue().reveal());
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static SortedMap<String, Secret> decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    SortedMap<String, Secret> secrets = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      secrets.put(text(in), new Secret(text(in)));
    }
    return secrets;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
