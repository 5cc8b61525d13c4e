package io.navette.connector.mongodb;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/**
 * The ids of a chunk's new documents: ObjectIds of one second, one chance and a number that grows,
 * as drivers make them (BSON types, "ObjectId"). So they are found again without keeping each.
 *
 * @param first the first document's
 * @param documents how many there are
 */
record IdRange(ObjectId first, long documents) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The counter's bits, at the end of an id. */
  private static final int COUNTER = 24;

  /** Of the five random bytes one bit is left, so that counting on never overflows. */
  private static final int CHANCE = 39;

  /** Ids that nobody else gives. */
  static IdRange of(long documents) {
    long chance = RANDOM.nextLong() >>> (Long.SIZE - CHANCE) << COUNTER;
    return new IdRange(id(new ObjectId().getTimestamp(), chance), documents);
  }

  private static ObjectId id(int seconds, long rest) {
    return new ObjectId(
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(seconds).putLong(rest).flip());
  }

  private ObjectId at(long number) {
    ByteBuffer bytes = ByteBuffer.wrap(first.toByteArray());
    return id(bytes.getInt(), bytes.getLong() + number);
  }

  /** All ids, growing. */
  Iterator<ObjectId> iterator() {
    return LongStream.range(0, documents).mapToObj(this::at).iterator();
  }

  /** Finds the documents that have one of these ids. */
  BsonDocument filter() {
    return new BsonDocument(
        FieldPath.ID,
        new BsonDocument("$gte", new BsonObjectId(first))
            .append("$lt", new BsonObjectId(at(documents))));
  }
}
