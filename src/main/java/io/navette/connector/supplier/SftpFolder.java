package io.navette.connector.supplier;

import com.google.errorprone.annotations.MustBeClosed;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.navette.connector.Settings;
import io.navette.secret.Secret;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder on an SFTP server (SSH File Transfer Protocol, version 3), whose host key is known. One
 * connection as long as it is open.
 */
final class SftpFolder implements Folder {
  private final Session session;
  private final ChannelSftp channel;
  private final String root;
  private final String where;

  private SftpFolder(Session session, ChannelSftp channel, String root, String where) {
    this.session = session;
    this.channel = channel;
    this.root = root;
    this.where = where;
  }

  /** Logs in; blocks, but no longer than {@code connection.timeout} for each step. */
  @MustBeClosed
  static SftpFolder open(Settings settings) {
    String host = needed(settings, "sftp.host");
    String user = needed(settings, "sftp.user");
    int port = Math.toIntExact(settings.integer("sftp.port").orElse(22L));
    String root = settings.text("sftp.folder").orElse(".");
    String where = "sftp://" + user + "@" + host + ":" + port + "/" + root;
    int timeout =
        Math.toIntExact(
            settings.duration("connection.timeout").orElse(Duration.ofSeconds(30)).toMillis());
    SftpFailure failure =
        new SftpFailure("connection " + settings.connection(), where, knownHosts(settings));
    try {
      Session session = login(settings, host, user, port, timeout);
      try {
        session.connect(timeout);
        ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(timeout);
        return new SftpFolder(session, channel, root, where);
      } catch (JSchException e) {
        session.disconnect();
        throw failure.of(e);
      }
    } catch (JSchException e) {
      throw failure.of(e);
    }
  }

  private static Session login(Settings settings, String host, String user, int port, int timeout)
      throws JSchException {
    JSch ssh = new JSch();
    ssh.setKnownHosts(knownHosts(settings).toString());
    Optional<Path> key = settings.path("sftp.private_key");
    Optional<Secret> passphrase = settings.secret("sftp.passphrase");
    if (key.isPresent() && passphrase.isPresent()) {
      ssh.addIdentity(
          key.get().toString(), passphrase.get().reveal().getBytes(StandardCharsets.UTF_8));
    } else if (key.isPresent()) {
      ssh.addIdentity(key.get().toString());
    }
    Session session = ssh.getSession(user, host, port);
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey,password");
    session.setTimeout(timeout);
    settings
        .secret("sftp.password")
        .ifPresent(
            password -> session.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8)));
    return session;
  }

  private static Path knownHosts(Settings settings) {
    return settings
        .path("sftp.known_hosts")
        .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".ssh", "known_hosts"));
  }

  private static String needed(Settings settings, String name) {
    return settings
        .text(name)
        .orElseThrow(() -> Exchange.missing(settings, name, "transport: sftp"));
  }

  private String path(String path) {
    return path.isEmpty() ? root : root + "/" + path;
  }

  @Override
  public List<RemoteFile> list(String folder) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    try {
      for (ChannelSftp.LsEntry entry : channel.ls(path(folder))) {
        SftpATTRS known = entry.getAttrs();
        String name = entry.getFilename();
        // A name is no path: what a server calls ../x is not fetched.
        if (known.isReg() && !name.contains("/")) {
          files.add(
              new RemoteFile(
                  folder.isEmpty() ? name : folder + "/" + name,
                  name,
                  known.getSize(),
                  Instant.ofEpochSecond(Integer.toUnsignedLong(known.getMTime()))));
        }
      }
      return files;
    } catch (SftpException e) {
      throw reported(e);
    }
  }

  @Override
  public void fetch(RemoteFile file, Path into) throws IOException {
    try {
      channel.get(escaped(file.path()), into.toString());
    } catch (SftpException e) {
      throw reported(e);
    }
  }

  @Override
  public boolean holds(String path) throws IOException {
    try {
      channel.lstat(escaped(path));
      return true;
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return false;
      }
      throw reported(e);
    }
  }

  @Override
  public void put(Path file, String path, String suffix) throws IOException {
    try {
      channel.put(file.toString(), escaped(path + suffix), ChannelSftp.OVERWRITE);
      channel.rename(escaped(path + suffix), escaped(path));
    } catch (SftpException e) {
      throw reported(e);
    }
  }

  /** The client takes names for patterns. */
  private String escaped(String path) {
    return path(path).replaceAll("[\\\\*?]", "\\\\$0");
  }

  private static IOException reported(SftpException e) {
    String message = String.valueOf(e.getMessage());
    IOException cause =
        switch (e.id) {
          case ChannelSftp.SSH_FX_NO_SUCH_FILE -> new FileNotFoundException(message);
          case ChannelSftp.SSH_FX_PERMISSION_DENIED -> new AccessDeniedException(message);
          default -> new IOException(message);
        };
    cause.initCause(e);
    return cause;
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public void close() {
    channel.disconnect();
    session.disconnect();
  }
}
