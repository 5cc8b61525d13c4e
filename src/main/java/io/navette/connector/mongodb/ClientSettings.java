package io.navette.connector.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bson.UuidRepresentation;

/**
 * A connection's settings in the driver's words. What a URI says goes before settings of the same
 * meaning (mongodb/specifications, connection-string and uri-options).
 */
final class ClientSettings {
  static final String VARIABLE = "MONGODB_URI";

  private final Settings settings;

  private ClientSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * May ask DNS, for {@code mongodb+srv}.
   *
   * @throws Failure.Configuration when it isn't said where to connect
   */
  static MongoClientSettings of(Settings settings, Map<String, String> environment) {
    return new ClientSettings(settings).build(environment);
  }

  private MongoClientSettings build(Map<String, String> environment) {
    MongoClientSettings.Builder builder =
        MongoClientSettings.builder()
            .applicationName("navette")
            .uuidRepresentation(UuidRepresentation.STANDARD)
            .retryWrites(settings.flag("retry_writes"))
            .writeConcern(writeConcern())
            .readPreference(
                ReadPreference.valueOf(settings.text("read_preference").orElse("primary")));
    settings
        .duration("connect_timeout")
        .ifPresent(
            time ->
                builder.applyToSocketSettings(
                    socket -> socket.connectTimeout(time.toMillis(), TimeUnit.MILLISECONDS)));
    settings
        .duration("server_selection_timeout")
        .ifPresent(
            time ->
                builder.applyToClusterSettings(
                    cluster ->
                        cluster.serverSelectionTimeout(time.toMillis(), TimeUnit.MILLISECONDS)));
    settings
        .integer("max_pool_size")
        .ifPresent(
            size -> builder.applyToConnectionPoolSettings(pool -> pool.maxSize(size.intValue())));
    place(builder, environment);
    settings.path("tls_ca_file").ifPresent(file -> trust(builder, file));
    return builder.build();
  }

  private WriteConcern writeConcern() {
    String text = settings.text("write_concern").orElse("majority");
    return text.matches("\\d+") ? new WriteConcern(Integer.parseInt(text)) : new WriteConcern(text);
  }

  private void place(MongoClientSettings.Builder builder, Map<String, String> environment) {
    Optional<Secret> uri = settings.secret("uri");
    if (uri.isPresent() && settings.has("host")) {
      throw wrong("uri and host both say where to connect", "keep one of them");
    }
    if (uri.isPresent()) {
      builder.applyConnectionString(parsed(uri.get(), "uri"));
    } else if (settings.has("host")) {
      hosts(builder);
    } else if (environment.containsKey(VARIABLE)) {
      builder.applyConnectionString(parsed(new Secret(environment.get(VARIABLE)), VARIABLE));
    } else {
      throw wrong(
          "it isn't said where to connect", "set uri or host, or export " + VARIABLE + "=...");
    }
  }

  /** The driver's own sentence would quote the URI, and the password in it. */
  private ConnectionString parsed(Secret uri, String name) {
    try {
      return new ConnectionString(uri.reveal());
    } catch (IllegalArgumentException e) {
      throw wrong(
          name + " is no address of MongoDB",
          "mongodb://user:password@host:27017 or mongodb+srv://user:password@host (one host, no"
              + " port); in user and password : / ? # [ ] @ % are written %3A %2F %3F %23 %5B %5D"
              + " %40 %25");
    }
  }

  private void hosts(MongoClientSettings.Builder builder) {
    int port = settings.integer("port").orElse(27017L).intValue();
    List<ServerAddress> addresses = new ArrayList<>();
    for (String host : settings.text("host").orElseThrow().split(",", -1)) {
      addresses.add(address(host.strip(), port));
    }
    builder.applyToClusterSettings(
        cluster -> {
          cluster.hosts(addresses);
          settings.text("replica_set").ifPresent(cluster::requiredReplicaSetName);
        });
    builder.applyToSslSettings(ssl -> ssl.enabled(settings.flag("tls")));
    settings.text("user").ifPresent(user -> builder.credential(credential(user)));
  }

  private ServerAddress address(String host, int port) {
    int colon = host.lastIndexOf(':');
    boolean named = colon > 0 && host.substring(colon + 1).matches("\\d{1,5}");
    try {
      return named
          ? new ServerAddress(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)))
          : new ServerAddress(host, port);
    } catch (IllegalArgumentException e) {
      throw wrong("host: \"" + host + "\" is none", "one name, or several: a.example.net,b:27018");
    }
  }

  private MongoCredential credential(String user) {
    String database = settings.text("auth_database").orElse("admin");
    char[] password = settings.secret("password").map(Secret::reveal).orElse("").toCharArray();
    return switch (settings.text("auth_mechanism").orElse("negotiated")) {
      case "PLAIN" -> MongoCredential.createPlainCredential(user, "$external", password);
      case "SCRAM-SHA-1" -> MongoCredential.createScramSha1Credential(user, database, password);
      case "SCRAM-SHA-256" -> MongoCredential.createScramSha256Credential(user, database, password);
      default -> MongoCredential.createCredential(user, database, password);
    };
  }

  private void trust(MongoClientSettings.Builder builder, Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        store.setCertificateEntry("authority" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      builder.applyToSslSettings(ssl -> ssl.enabled(true).context(context));
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure.Configuration(
          "connection "
              + settings.connection()
              + ": tls_ca_file: "
              + file
              + " can't be read: "
              + e.getMessage(),
          "give certificates in PEM",
          e);
    }
  }

  private Failure wrong(String what, String remedy) {
    return new Failure.Configuration("connection " + settings.connection() + ": " + what, remedy);
  }
}
