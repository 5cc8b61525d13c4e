package io.navette.connector.file;

import java.nio.file.Path;

/**
 * One stream and where it stands.
 *
 * @param connection the connection's name, for messages
 * @param name the stream's name
 * @param part the part of the file that is the stream, a sheet; empty when it is the whole file
 */
public record FileStream(String connection, String name, Path file, String part) {

  /** For the beginning of messages. */
  public String where() {
    String inside = part.isEmpty() ? "" : ", sheet " + part;
    return "connection " + connection + ", file " + file + inside;
  }
}
