package io.navette.connector.mongodb;

import io.navette.connector.Alternatives;
import io.navette.connector.Alternatives.Way;
import io.navette.connector.Setting;
import io.navette.connector.Setting.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may be said about a connection, and about a stream. */
final class MongoSettings {
  /** Columns that are declared, by the path of their field. */
  static final String FIELDS = "fields";

  static final String SAMPLE = "sample";
  static final String MAX_ROWS = "max_rows";
  static final String JSON = "json";
  static final String CHANGE_STREAM = "change_stream";
  static final String DELETED = "deleted";
  static final String OBJECT_IDS = "object_ids";
  static final String INSTANTS = "instants";
  static final String MISSING_INDEX = "missing_index";

  private MongoSettings() {}

  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>(place());
    settings.addAll(client());
    settings.addAll(ofAnyStream());
    return List.copyOf(settings);
  }

  private static List<Setting> place() {
    return List.of(
        Setting.required("database", Kind.TEXT, "The database."),
        Setting.optional(
            "uri",
            Kind.SECRET,
            "mongodb+srv://user:password@cluster.example.net or mongodb://...; without it and host"
                + " the environment variable MONGODB_URI."),
        Setting.optional(
            "host", Kind.TEXT, "The server, or several with commas between, instead of uri."),
        Setting.withDefault("port", Kind.INTEGER, "27017", "The port of hosts that name none."),
        Setting.optional("user", Kind.TEXT, "The user, beside host."),
        Setting.optional("password", Kind.SECRET, "The user's password, beside host."),
        Setting.withDefault(
            "auth_database", Kind.TEXT, "admin", "The database the user is defined in."),
        Setting.choice(
            "auth_mechanism",
            "negotiated",
            List.of("negotiated", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"),
            "How the user proves who it is; PLAIN for LDAP. Others can be asked for in uri."),
        Setting.optional("replica_set", Kind.TEXT, "The name of the replica set, beside host."),
        Setting.withDefault("tls", Kind.BOOLEAN, "false", "Whether to use TLS, beside host."),
        Setting.optional(
            "tls_ca_file",
            Kind.PATH,
            "Certificates (PEM) of the authorities to trust, instead of those Java knows."));
  }

  static List<Alternatives> alternatives(Map<String, String> environment) {
    Alternatives all =
        new Alternatives(
            "Reach it by",
            List.of(
                Way.of("uri", "a connection string, as Atlas shows it", "uri"),
                new Way(
                    "host",
                    "server, user and password",
                    Map.of(),
                    List.of("host"),
                    List.of("user", "password")),
                Way.of("environment", "the connection string in " + ClientSettings.VARIABLE)));
    return List.of(
        environment.containsKey(ClientSettings.VARIABLE) ? all.preferring("environment") : all);
  }

  private static List<Setting> client() {
    return List.of(
        Setting.choice(
            "read_preference",
            "primary",
            List.of("primary", "primaryPreferred", "secondary", "secondaryPreferred", "nearest"),
            "Which members of a replica set are read from."),
        Setting.withDefault(
            "write_concern",
            Kind.TEXT,
            "majority",
            "How many members have to hold what was written: majority, or a number."),
        Setting.withDefault(
            "retry_writes",
            Kind.BOOLEAN,
            "true",
            "Whether the driver sends a write once more after a broken connection; false for Amazon"
                + " DocumentDB."),
        Setting.withDefault(
            "connect_timeout", Kind.DURATION, "10s", "How long to wait for a connection."),
        Setting.withDefault(
            "server_selection_timeout",
            Kind.DURATION,
            "30s",
            "How long to wait for a server that can answer."),
        Setting.withDefault(
            "max_pool_size", Kind.INTEGER, "10", "Connections to one server, at most."));
  }

  static List<Setting> ofStreams() {
    List<Setting> options = new ArrayList<>(ofOneStream());
    options.addAll(ofAnyStream());
    return List.copyOf(options);
  }

  private static List<Setting> ofOneStream() {
    return List.of(
        Setting.optional(
            FIELDS,
            Kind.MAP,
            "The columns: the path of a field (address.city) to a type; others are not read."),
        Setting.withDefault(
            CHANGE_STREAM,
            Kind.BOOLEAN,
            "false",
            "Whether to follow changes, deletions included: adds the columns _changed_at and"
                + " _deleted; with cursor: _changed_at."),
        Setting.choice(
            DELETED,
            "mark",
            List.of("mark", "skip"),
            "What a deletion in the change stream becomes: a row with _id and _deleted, or"
                + " nothing."),
        Setting.optional(
            OBJECT_IDS, Kind.LIST, "Target columns whose texts are written as ObjectId."));
  }

  private static List<Setting> ofAnyStream() {
    return List.of(
        Setting.withDefault(
            SAMPLE,
            Kind.INTEGER,
            "1000",
            "Documents from which columns are learnt where fields does not say them: half of the"
                + " oldest, half of the newest by _id."),
        Setting.withDefault(MAX_ROWS, Kind.INTEGER, "0", "Rows a run reads at most; 0 for all."),
        Setting.choice(
            JSON,
            "extended",
            List.of("extended", "plain"),
            "How nested documents are read: extended keeps BSON's types ({\"$oid\": ...}), plain"
                + " makes texts and numbers of them."),
        Setting.choice(
            INSTANTS,
            "exact",
            List.of("exact", "milliseconds"),
            "MongoDB keeps milliseconds: exact rejects rows with finer instants, milliseconds cuts"
                + " them."),
        Setting.choice(
            MISSING_INDEX,
            "refuse",
            List.of("refuse", "create", "ignore"),
            "What to do where no unique index covers the key that rows are matched by."));
  }
}
