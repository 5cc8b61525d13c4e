package io.navette.connector.supplier;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Says why a login failed.
 *
 * @param connection the beginning of the message
 * @param where the server and its folder
 */
record SftpFailure(String connection, String where, Path knownHosts) {

  Failure of(JSchException cause) {
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    String begin = connection + ", " + where + ": ";
    if (cause instanceof JSchUnknownHostKeyException) {
      return new Failure.Access(
          begin + "the server's host key is not known, so nothing was sent to it",
          "compare its fingerprint with what the supplier says, then: ssh-keyscan -p PORT HOST >> "
              + knownHosts,
          cause);
    }
    if (cause instanceof JSchChangedHostKeyException) {
      return new Failure.Access(
          begin + "the server's host key is not the one in " + knownHosts,
          "ask the supplier whether it was changed: somebody else may answer in his place",
          cause);
    }
    if (lower.contains("auth")) {
      return new Failure.Access(
          begin + "the login was refused",
          "check sftp.user, sftp.password and sftp.private_key",
          cause);
    }
    if (lower.contains("privatekey")
        || lower.contains("passphrase")
        || lower.contains("identity")) {
      return new Failure.Configuration(
          begin + "the private key can't be used: " + message,
          "check sftp.private_key and sftp.passphrase",
          cause);
    }
    return new Failure.Remote(begin + message, "", cause);
  }
}
