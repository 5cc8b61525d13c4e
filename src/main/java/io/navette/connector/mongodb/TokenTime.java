package io.navette.connector.mongodb;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The cluster time that a resume token begins with: a timestamp's mark and its eight bytes, in
 * hexadecimal (MongoDB's issue SERVER-133517, and what {@code mongodb-resumetoken-decoder} prints).
 */
final class TokenTime {
  private static final String DATA = "_data";
  private static final String MARK = "82";
  private static final int LENGTH = MARK.length() + 16;

  private TokenTime() {}

  /** Empty for the tokens of other products, which look otherwise. */
  static Optional<BsonTimestamp> of(@Nullable BsonDocument token) {
    if (token == null || !token.isString(DATA)) {
      return Optional.empty();
    }
    String data = token.getString(DATA).getValue();
    if (data.length() < LENGTH || !data.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BsonTimestamp(Long.parseUnsignedLong(data, MARK.length(), LENGTH, 16)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
