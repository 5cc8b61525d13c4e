package io.navette.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.navette.secret.Secret;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;

/**
 * A new, empty database: of the real server that NAVETTE_TEST_MONGODB_URL ({@code
 * mongodb://host:27017}) names, or of a test server of this process, alone or a replica set; all
 * are spoken to over a socket.
 */
public final class TestMongo implements AutoCloseable {
  private static final Optional<String> REAL =
      Optional.ofNullable(System.getenv("NAVETTE_TEST_MONGODB_URL"));
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Optional<MongoServer> server;
  private final Optional<ReplicaSetBackend> member;
  private final String uri;
  private final MongoClient client;
  private final String name =
      "navette_test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();

  private TestMongo(Optional<MongoServer> server, Optional<ReplicaSetBackend> member, String uri) {
    this.server = server;
    this.member = member;
    this.uri = uri;
    this.client = MongoClients.create(uri);
  }

  /** Whether it is a real server. */
  public static boolean isReal() {
    return REAL.isPresent();
  }

  /** Starts a server where there is no real one. */
  public static TestMongo open() {
    if (REAL.isPresent()) {
      return new TestMongo(Optional.empty(), Optional.empty(), REAL.get());
    }
    MongoServer started = new MongoServer(new MemoryBackend());
    return new TestMongo(
        Optional.of(started), Optional.empty(), started.bindAndGetConnectionString());
  }

  /** Starts a replica set where there is no real server; a real one may be alone. */
  public static TestMongo openReplicaSet() {
    if (REAL.isPresent()) {
      return open();
    }
    ReplicaSetBackend member = new ReplicaSetBackend();
    MongoServer started = new MongoServer(member);
    started.enableOplog();
    String uri = started.bindAndGetConnectionString() + "/?replicaSet=" + ReplicaSetBackend.NAME;
    member.listensAt(started.getLocalAddress());
    return new TestMongo(Optional.of(started), Optional.of(member), uri);
  }

  /** Whether changes can be followed. */
  public boolean isReplicaSet() {
    return database().runCommand(new Document("ping", 1)).containsKey("operationTime");
  }

  /** The test server's oplog begins here now. */
  public void forgetHistory() {
    member.orElseThrow().forgetHistory();
  }

  public Secret uri() {
    return new Secret(uri);
  }

  public String name() {
    return name;
  }

  /** The database, by the driver itself. */
  public MongoDatabase database() {
    return client.getDatabase(name);
  }

  /** Puts documents, written in JSON, into a collection. */
  public void insert(String collection, String... documents) {
    for (String document : documents) {
      database()
          .getCollection(collection, BsonDocument.class)
          .insertOne(BsonDocument.parse(document));
    }
  }

  @Override
  public void close() {
    database().drop();
    client.close();
    server.ifPresent(MongoServer::shutdownNow);
  }
}
