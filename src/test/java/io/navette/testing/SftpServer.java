package io.navette.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server of this machine, which knows one user with a password or a key. */
public final class SftpServer implements AutoCloseable {
  /** Who may log in. */
  public static final String USER = "cuisine";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final List<PublicKey> keys = new CopyOnWriteArrayList<>();

  /**
   * Starts it.
   *
   * @param home what its user sees as the root
   * @param hostKeys where its own keys are kept
   */
  public void start(Path home, Path hostKeys, String password) throws IOException {
    SimpleGeneratorHostKeyProvider own = new SimpleGeneratorHostKeyProvider(hostKeys);
    own.setAlgorithm(KeyUtils.EC_ALGORITHM);
    server.setHost("localhost");
    server.setKeyPairProvider(own);
    server.setPasswordAuthenticator(
        (user, typed, session) -> user.equals(USER) && typed.equals(password));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals(USER) && keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(home));
    server.start();
  }

  /** Lets its user log in with this key from now on. */
  public void trust(PublicKey key) {
    keys.add(key);
  }

  /** Its port. */
  public int port() {
    return server.getPort();
  }

  /** What stands in a file of known hosts for it. */
  public String knownHost() {
    return "[localhost]:" + port() + " " + PublicKeyEntry.toString(hostKey()) + "\n";
  }

  private PublicKey hostKey() {
    try {
      return server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic();
    } catch (IOException | java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
