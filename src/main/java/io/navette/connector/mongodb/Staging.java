package io.navette.connector.mongodb;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/**
 * A collection for what must not be seen yet, with the documents as the target will hold them; of
 * one key only the last. Used by one writer.
 */
final class Staging {
  /** They are staged because they are many or large: a driver's batch should not hold them all. */
  private static final int DOCUMENTS = 100;

  private final MongoCollection<BsonDocument> collection;
  private final BulkWrite rows;
  private boolean begun;

  /** Begins empty: what a killed run left is dropped. Blocks. */
  Staging(
      Server server, WriteRequest request, Shape shape, BiConsumer<BsonDocument, String> refused) {
    this.collection = server.collection(name(request));
    this.rows =
        new BulkWrite(
            server.place(request.stream()),
            collection,
            new Operations(shape, shape.key().isEmpty() ? WriteMode.APPEND : WriteMode.UPSERT),
            refused);
    collection.drop();
    if (!shape.key().isEmpty() && !isId(shape)) {
      collection.createIndex(keys(shape), new IndexOptions().unique(true));
    }
    begun = true;
  }

  static boolean isId(Shape shape) {
    return shape.key().size() == 1 && shape.key().get(0).name().equals(FieldPath.ID);
  }

  /** The key as an index has it. */
  static BsonDocument keys(Shape shape) {
    BsonDocument keys = new BsonDocument();
    shape.key().forEach(path -> keys.put(path.name(), new BsonInt32(1)));
    return keys;
  }

  /** The same for every run of a stream, so that nothing is left lying about. */
  private static String name(WriteRequest request) {
    String stream = request.job() + "\n" + request.stream() + "\n" + request.target();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(stream.getBytes(StandardCharsets.UTF_8));
      return Server.OWN
          + "stage_"
          + (request.preview() ? "preview_" : "")
          + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(RawBsonDocument document) {
    rows.add(document);
  }

  /** All rows so far are in it afterwards; blocks. */
  void flush() {
    rows.flush();
  }

  MongoCollection<BsonDocument> collection() {
    return collection;
  }

  /** All documents that are in it; blocks. */
  void forEach(Consumer<RawBsonDocument> each) {
    collection.withDocumentClass(RawBsonDocument.class).find().batchSize(DOCUMENTS).forEach(each);
  }

  /** Blocks. */
  void drop() {
    if (begun) {
      collection.drop();
      begun = false;
    }
  }
}
