package io.navette.connector.mongodb;

import io.navette.row.CellText;
import io.navette.row.Cells;
import io.navette.row.Column;
import java.math.BigDecimal;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.UuidRepresentation;
import org.bson.json.JsonParseException;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * Turns the cells of one column into values of BSON.
 *
 * @param ids whether its texts are written as ObjectId
 * @param cut whether instants finer than a millisecond are cut instead of refused
 */
record CellBson(Ids ids, boolean cut) {
  private static final long MICROS = 1000;

  /** Which texts become an ObjectId. */
  enum Ids {
    /** None. */
    NONE,
    /** Those that look like one, since the column was one where it was read. */
    LIKELY,
    /** All; others are refused. */
    ALL
  }

  /** A column as it is where nothing is declared about it. */
  static CellBson of(Column column) {
    return new CellBson(Columns.isObjectId(column) ? Ids.LIKELY : Ids.NONE, false);
  }

  /**
   * The value of a cell.
   *
   * @throws CellText.Misfit when MongoDB can't keep it as it is
   */
  BsonValue value(Cells cells, int row) {
    if (cells.isNull(row)) {
      return BsonNull.VALUE;
    }
    return switch (cells.type().kind()) {
      case BOOLEAN -> BsonBoolean.valueOf(cells.booleanAt(row));
      case INTEGER ->
          cells.type().precision() == 0
              ? new BsonInt64(cells.longAt(row))
              : new BsonInt32((int) cells.longAt(row));
      case DECIMAL -> decimal(cells.decimalAt(row));
      case DOUBLE -> new BsonDouble(cells.doubleAt(row));
      case TEXT -> text(cells.textAt(row));
      case BYTES -> new BsonBinary(cells.bytesAt(row));
      case INSTANT -> instant(cells.longAt(row));
      case UUID ->
          new BsonBinary(
              new java.util.UUID(cells.uuidHigh(row), cells.uuidLow(row)),
              UuidRepresentation.STANDARD);
      case JSON -> json(cells.textAt(row));
      // MongoDB has no type for them; as texts they keep their order.
      case DATE, TIME, DATETIME -> new BsonString(CellText.format(cells, row));
    };
  }

  private static BsonValue decimal(BigDecimal value) {
    try {
      return new BsonDecimal128(new Decimal128(value));
    } catch (NumberFormatException e) {
      throw new CellText.Misfit(value + " has more digits than the 34 of MongoDB's Decimal128");
    }
  }

  private BsonValue text(String text) {
    if (ids != Ids.NONE && ObjectId.isValid(text)) {
      return new BsonObjectId(new ObjectId(text));
    }
    if (ids == Ids.ALL) {
      throw new CellText.Misfit("\"" + text + "\" is no ObjectId, which has 24 hexadecimal digits");
    }
    return new BsonString(text);
  }

  private BsonValue instant(long micros) {
    if (!cut && micros % MICROS != 0) {
      throw new CellText.Misfit(
          "an instant with microseconds, where MongoDB keeps milliseconds; to cut it, set"
              + " target_options: {instants: milliseconds}");
    }
    return new BsonDateTime(Math.floorDiv(micros, MICROS));
  }

  /** Extended JSON is understood: {@code {"$oid": ...}} becomes an ObjectId again. */
  private static BsonValue json(String text) {
    try {
      BsonValue value = BsonDocument.parse("{\"v\": " + text + "}").get("v");
      if (value != null) {
        return value;
      }
    } catch (JsonParseException | IllegalArgumentException e) {
      throw new CellText.Misfit("JSON that MongoDB does not take: " + e.getMessage());
    }
    throw new CellText.Misfit("JSON that MongoDB does not take");
  }
}
