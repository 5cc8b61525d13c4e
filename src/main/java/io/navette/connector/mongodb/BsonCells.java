package io.navette.connector.mongodb;

import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.ColumnType.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** Turns values of BSON into cells. Any document may hold any type, so every value is checked. */
final class BsonCells {
  private static final int UUID_BYTES = 16;

  private final JsonForm form;

  /**
   * @param form of what becomes JSON
   */
  BsonCells(JsonForm form) {
    this.form = form;
  }

  /**
   * Appends a value; a field that is missing is null.
   *
   * @throws CellText.Misfit when the column's type can't hold it without loss
   */
  void append(Cells into, @Nullable BsonValue value) {
    if (value == null || value.isNull()) {
      into.appendNull();
      return;
    }
    if (into.type().kind() == Kind.JSON) {
      CellText.parse(into, form.write(value));
      return;
    }
    switch (value.getBsonType()) {
      case UNDEFINED -> into.appendNull();
      case STRING -> CellText.parse(into, value.asString().getValue());
      case SYMBOL -> CellText.parse(into, value.asSymbol().getSymbol());
      case INT32 -> CellValue.appendInteger(into, value.asInt32().getValue());
      case INT64 -> CellValue.appendInteger(into, value.asInt64().getValue());
      case DOUBLE -> CellValue.append(into, value.asDouble().getValue());
      case DECIMAL128 -> decimal(into, value.asDecimal128().getValue());
      case BOOLEAN -> CellValue.append(into, value.asBoolean().getValue());
      case OBJECT_ID -> CellText.parse(into, value.asObjectId().getValue().toHexString());
      case DATE_TIME -> moment(into, Instant.ofEpochMilli(value.asDateTime().getValue()));
      case TIMESTAMP -> moment(into, Instant.ofEpochSecond(value.asTimestamp().getTime()));
      case BINARY -> binary(into, value.asBinary());
      default -> other(into, value);
    }
  }

  private static void decimal(Cells into, Decimal128 number) {
    if (!number.isFinite()) {
      throw new CellText.Misfit(number + " is not " + into.type());
    }
    // bigDecimalValue() has no -0.
    boolean zero = number.equals(Decimal128.NEGATIVE_ZERO);
    CellValue.append(into, (zero ? Decimal128.POSITIVE_ZERO : number).bigDecimalValue());
  }

  /** MongoDB has one type for days, local times and instants: milliseconds in UTC. */
  private static void moment(Cells into, Instant instant) {
    Kind kind = into.type().kind();
    CellValue.append(
        into,
        kind == Kind.DATE || kind == Kind.DATETIME
            ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
            : instant);
  }

  private static void binary(Cells into, BsonBinary bytes) {
    if (isUuid(bytes) && into.type().kind() != Kind.BYTES) {
      CellValue.append(into, bytes.asUuid());
    } else {
      CellValue.append(into, bytes.getData());
    }
  }

  static boolean isUuid(BsonBinary bytes) {
    return bytes.getType() == BsonBinarySubType.UUID_STANDARD.getValue()
        && bytes.getData().length == UUID_BYTES;
  }

  /** Documents, arrays, and what only MongoDB has. */
  private void other(Cells into, BsonValue value) {
    if (into.type().kind() != Kind.TEXT) {
      throw new CellText.Misfit(
          "a value of type " + value.getBsonType() + " is not " + into.type());
    }
    CellText.parse(into, form.write(value));
  }
}
