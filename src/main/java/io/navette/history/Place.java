package io.navette.history;

import io.navette.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Where the history is kept. */
public sealed interface Place {
  /** For messages; never a password. */
  String describe();

  /** A file of this program's own; it and its folder are created as needed, for the owner only. */
  record SqliteFile(Path file) implements Place {
    @Override
    public String describe() {
      return file.toString();
    }
  }

  /**
   * A PostgreSQL shared by several hosts.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, with options of the driver
   * @param schema created when missing; lower-case letters, digits and underscores
   */
  record Postgres(String url, Optional<String> user, Optional<Secret> password, String schema)
      implements Place {
    /** The schema when none is configured. */
    public static final String SCHEMA = "navette";

    /** What may stand behind the question mark can be a secret. */
    @Override
    public String describe() {
      int options = url.indexOf('?');
      String address = options < 0 ? url : url.substring(0, options);
      return address.replaceFirst("^jdbc:", "").replaceFirst("//[^/@]*@", "//")
          + " schema "
          + schema;
    }
  }
}
