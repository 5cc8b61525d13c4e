package io.navette.connector.jdbc.sqlserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts one certificate, bit by bit, and no other: neither who signed it nor whom it names counts.
 * Public because the driver makes it by its name.
 */
public final class PinnedCertificate implements X509TrustManager {
  private final X509Certificate pinned;

  /**
   * Called by the driver, once per connection.
   *
   * @param file the certificate, as PEM or DER
   */
  public PinnedCertificate(String file) throws IOException, GeneralSecurityException {
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      pinned =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this side has no clients");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (!chain[0].equals(pinned)) {
      throw new CertificateException(
          "the server's certificate is not the pinned one but that of "
              + chain[0].getSubjectX500Principal());
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
