package io.navette.connector.mongodb;

import java.time.Instant;
import java.util.Base64;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;

/** How values of BSON are written as JSON. */
enum JsonForm {
  /** Extended JSON, relaxed: what JSON has no type for stands in an object with a $. */
  EXTENDED,
  /** Texts and numbers only; which type they had in MongoDB is lost. */
  PLAIN;

  private static final String NAME = "v";

  private static final JsonWriterSettings RELAXED =
      JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

  private static final JsonWriterSettings WITHOUT_TYPES =
      JsonWriterSettings.builder()
          .outputMode(JsonMode.RELAXED)
          .objectIdConverter((id, writer) -> writer.writeString(id.toHexString()))
          .dateTimeConverter(
              (millis, writer) -> writer.writeString(Instant.ofEpochMilli(millis).toString()))
          .decimal128Converter(
              (number, writer) -> {
                if (number.isFinite()) {
                  writer.writeNumber(plain(number));
                } else {
                  writer.writeString(number.toString());
                }
              })
          .binaryConverter((bytes, writer) -> writer.writeString(text(bytes)))
          .build();

  private JsonWriterSettings settings() {
    return switch (this) {
      case EXTENDED -> RELAXED;
      case PLAIN -> WITHOUT_TYPES;
    };
  }

  static JsonForm of(String name) {
    return name.equals("plain") ? PLAIN : EXTENDED;
  }

  /** Any value, on one line. */
  String write(BsonValue value) {
    if (value.isDocument()) {
      return value.asDocument().toJson(settings());
    }
    // The writer begins with a document only.
    String wrapped = new BsonDocument(NAME, value).toJson(settings());
    return wrapped.substring(wrapped.indexOf(':') + 1, wrapped.length() - 1).strip();
  }

  private static String plain(Decimal128 number) {
    return number.isNegative() && number.equals(Decimal128.NEGATIVE_ZERO) ? "0" : number.toString();
  }

  /** A UUID as such, other bytes in base64. */
  private static String text(BsonBinary bytes) {
    boolean uuid =
        bytes.getType() == BsonBinarySubType.UUID_STANDARD.getValue()
            && bytes.getData().length == 16;
    return uuid ? bytes.asUuid().toString() : Base64.getEncoder().encodeToString(bytes.getData());
  }
}
