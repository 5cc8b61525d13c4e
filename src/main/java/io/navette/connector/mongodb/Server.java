package io.navette.connector.mongodb;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** One database of a server or a replica set. Thread-safe; the driver keeps the connections. */
final class Server implements AutoCloseable {
  /** Collections of Navette's own begin with it; they are no streams. */
  static final String OWN = "navette_";

  private final String connection;
  private final MongoClient client;
  private final MongoDatabase database;

  private Server(String connection, MongoClient client, MongoDatabase database) {
    this.connection = connection;
    this.client = client;
    this.database = database;
  }

  /** Connects when first asked; closed by the source or sink it is for. */
  static Server open(Settings settings, Map<String, String> environment) {
    String name = settings.text("database").orElseThrow();
    try {
      MongoClient client = MongoClients.create(ClientSettings.of(settings, environment));
      return new Server(settings.connection(), client, client.getDatabase(name));
    } catch (MongoException e) {
      throw ServerFailures.of("connection " + settings.connection(), e);
    } catch (IllegalArgumentException e) {
      // The driver's sentence quotes the name.
      throw new Failure.Configuration(
          "connection " + settings.connection() + ": database: " + e.getMessage(),
          "a name without spaces, dots, slashes and $");
    }
  }

  /** The same, read from the primary whatever read_preference says; closed with this one. */
  Server ofPrimary() {
    return new Server(connection, client, database.withReadPreference(ReadPreference.primary()));
  }

  String connection() {
    return connection;
  }

  /** Product, version and number of collections; two calls. */
  String describe() {
    return ask(
        "",
        () -> {
          Document build = database.runCommand(new Document("buildInfo", 1));
          return "MongoDB " + build.getString("version") + ", " + names().size() + " collections";
        });
  }

  /** The streams: collections and views the user may read. */
  List<String> names() {
    return ask(
        "",
        () -> {
          List<String> names = new ArrayList<>();
          // Rights on single collections are enough with authorizedCollections.
          database.listCollectionNames().authorizedCollections(true).into(names);
          names.removeIf(name -> name.startsWith("system.") || name.startsWith(OWN));
          return names.stream().sorted().toList();
        });
  }

  /** Documents that are decoded. */
  MongoCollection<BsonDocument> collection(String name) {
    return database.getCollection(name, BsonDocument.class);
  }

  /** Documents as their bytes, of which a driver's batch can hold many. */
  MongoCollection<RawBsonDocument> raw(String name) {
    return database.getCollection(name, RawBsonDocument.class);
  }

  /** What {@code ping} answers: beside ok the operation time, where there is an oplog. */
  BsonDocument ping() {
    return database.runCommand(new BsonDocument("ping", new BsonInt32(1)), BsonDocument.class);
  }

  /** Asks the server; what the driver throws becomes a failure of the stream. */
  <T> T ask(String stream, Supplier<T> question) {
    try {
      return question.get();
    } catch (MongoException e) {
      throw failure(stream, e);
    }
  }

  /** The failure of a stream; of the connection where the name is empty. */
  Failure failure(String stream, MongoException e) {
    return ServerFailures.of(place(stream), e);
  }

  String place(String stream) {
    return "connection " + connection + (stream.isEmpty() ? "" : ", stream " + stream);
  }

  @Override
  public void close() {
    client.close();
  }
}
