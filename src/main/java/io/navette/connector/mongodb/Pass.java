package io.navette.connector.mongodb;

import io.navette.connector.ReadRequest;
import io.navette.failure.Failure;
import io.navette.row.Bookmark;
import io.navette.row.CellText;
import io.navette.row.CellValue;
import io.navette.row.Cells;
import io.navette.row.Column;
import io.navette.row.ColumnType.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a collection: documents after a known one, up to a frozen upper bound, in the order
 * of (cursor, _id). Ties of the cursor are told apart by {@code _id}, so that none is lost or read
 * twice.
 */
final class Pass {
  private final String place;
  private final ReadRequest request;
  private final List<String> order;
  private final List<BsonValue> start;
  private final boolean inclusive;
  private final Optional<BsonValue> upTo;

  private Pass(
      String place,
      ReadRequest request,
      List<BsonValue> start,
      boolean inclusive,
      Optional<BsonValue> upTo) {
    this.place = place;
    this.request = request;
    this.order = order(request);
    this.start = start;
    this.inclusive = inclusive;
    this.upTo = upTo;
  }

  /**
   * Goes on with the pass a bookmark stands in, or begins a new one; blocks.
   *
   * @throws Failure.Data when a document's cursor could not be compared with the others'
   */
  static Pass begin(Server server, ReadRequest request) {
    String place = server.place(request.stream());
    Optional<Position> since = request.since().map(bookmark -> Position.parse(bookmark, place));
    CursorCheck check = new CursorCheck(server, request, where(place, request));
    Optional<BsonValue> highest = check.highest();
    if (since.isPresent() && !since.get().complete()) {
      return new Pass(place, request, since.get().after(), false, since.get().upTo());
    }
    List<BsonValue> start =
        typed(place, request, since.map(Position::after).orElse(List.of()), highest);
    return new Pass(place, request, start, start.size() < order(request).size(), highest);
  }

  /** The fields a request is ordered by. */
  static List<String> order(ReadRequest request) {
    LinkedHashSet<String> fields = new LinkedHashSet<>(request.cursor());
    fields.add(FieldPath.ID);
    return List.copyOf(fields);
  }

  /** What {@code where} says; an empty document for all. */
  static BsonDocument where(String place, Optional<String> where) {
    try {
      return where.map(BsonDocument::parse).orElseGet(BsonDocument::new);
    } catch (RuntimeException e) {
      // The parser has no common exception of its own.
      throw new Failure.Configuration(
          place + ": where: " + where.orElse("") + ": " + e.getMessage(),
          "a query in MongoDB's JSON: where: '{\"status\": \"paid\", \"total\": {\"$gt\": 10}}'",
          e);
    }
  }

  private static BsonDocument where(String place, ReadRequest request) {
    return where(place, request.where());
  }

  /** Texts of a bookmark that was set by hand have the type of their column. */
  private static List<BsonValue> typed(
      String place, ReadRequest request, List<BsonValue> values, Optional<BsonValue> highest) {
    List<String> order = order(request);
    List<BsonValue> typed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      BsonValue value = values.get(i);
      typed.add(
          value.isString() && i < request.cursor().size()
              ? bound(place, request, order.get(i), value.asString().getValue(), highest)
              : value);
    }
    return typed;
  }

  private static BsonValue bound(
      String place, ReadRequest request, String field, String text, Optional<BsonValue> highest) {
    Column column = request.schema().column(request.schema().position(field));
    Cells cell = new Cells(column.type());
    try {
      CellText.parse(cell, text);
      BsonValue value = CellBson.of(column).value(cell, 0);
      // A date of MongoDB may be read as a day or a local time, which are no dates when written.
      return value.isString() && highest.filter(BsonValue::isDateTime).isPresent()
          ? new BsonDateTime(utc(CellValue.value(cell, 0)).toEpochMilli())
          : value;
    } catch (CellText.Misfit e) {
      throw new Failure.Configuration(
          place + ": " + field + ": " + e.getMessage(), "give a value of the cursor's type");
    }
  }

  private static Instant utc(@Nullable Object moment) {
    return switch (moment) {
      case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      case null, default -> throw new CellText.Misfit(moment + " is no date");
    };
  }

  /** The documents still to be read. */
  BsonDocument filter() {
    return filter(start, inclusive);
  }

  /** The documents behind one that was read, given by its values of the order's fields. */
  BsonDocument filter(List<BsonValue> after) {
    return filter(after, false);
  }

  private BsonDocument filter(List<BsonValue> after, boolean including) {
    BsonArray all = new BsonArray();
    BsonDocument where = where(place, request);
    if (!where.isEmpty()) {
      all.add(where);
    }
    if (!after.isEmpty()) {
      all.add(behind(after, including));
    }
    String first = order.get(0);
    request.from().ifPresent(text -> all.add(compared(first, "$gte", text)));
    request.upTo().ifPresent(text -> all.add(compared(first, "$lt", text)));
    upTo.ifPresent(value -> all.add(compared(first, "$lte", value)));
    return all.isEmpty() ? new BsonDocument() : new BsonDocument("$and", all);
  }

  private BsonDocument compared(String field, String operator, String text) {
    return compared(field, operator, bound(place, request, field, text, upTo));
  }

  private static BsonDocument compared(String field, String operator, BsonValue value) {
    return new BsonDocument(field, new BsonDocument(operator, value));
  }

  /** {@code a > x}, or {@code a = x} and {@code b > y}, and so on. */
  private BsonDocument behind(List<BsonValue> after, boolean including) {
    BsonArray any = new BsonArray();
    for (int i = 0; i < after.size(); i++) {
      BsonArray all = new BsonArray();
      for (int j = 0; j < i; j++) {
        all.add(compared(order.get(j), "$eq", after.get(j)));
      }
      boolean last = i == after.size() - 1;
      all.add(later(order.get(i), after.get(i), last && including));
      any.add(new BsonDocument("$and", all));
    }
    return new BsonDocument("$or", any);
  }

  private static BsonDocument later(String field, BsonValue value, boolean including) {
    BsonDocument within = compared(field, including ? "$gte" : "$gt", value);
    if (!field.equals(FieldPath.ID)) {
      return within;
    }
    // Documents of one collection may have an _id of different types.
    BsonArray any = new BsonArray();
    any.add(within);
    any.addAll(Bracket.of(value).behind(field));
    return new BsonDocument("$or", any);
  }

  BsonDocument sort() {
    BsonDocument sort = new BsonDocument();
    order.forEach(field -> sort.put(field, new BsonInt32(1)));
    return sort;
  }

  /** A document's values of the fields by which it is found again. */
  List<BsonValue> position(BsonDocument document) {
    List<BsonValue> values = new ArrayList<>();
    for (String field : order) {
      BsonValue value = FieldPath.of(field).in(document);
      values.add(value == null ? BsonNull.VALUE : value);
    }
    return values;
  }

  /** Where to go on behind a document. */
  Bookmark within(List<BsonValue> after) {
    return new Position(after, upTo, false).bookmark();
  }

  /**
   * Where the next pass starts; empty for a stream without a cursor.
   *
   * @param last values of the last document of this pass; empty when there was none
   */
  Optional<Bookmark> end(List<BsonValue> last) {
    List<BsonValue> reached = last.isEmpty() ? start : last;
    if (request.cursor().isEmpty() || reached.isEmpty()) {
      return Optional.empty();
    }
    List<BsonValue> next =
        request.lag().isZero() ? reached : List.of(earlier(reached.get(0), request.lag()));
    return Optional.of(new Position(next, Optional.empty(), true).bookmark());
  }

  private BsonValue earlier(BsonValue value, Duration lag) {
    if (value.isDateTime()) {
      return new BsonDateTime(value.asDateTime().getValue() - lag.toMillis());
    }
    String field = order.get(0);
    Column column = request.schema().column(request.schema().position(field));
    throw new Failure.Configuration(
        place
            + ": lag needs a cursor that is a date, but "
            + field
            + " is "
            + Bracket.of(value).words()
            + (column.type().kind() == Kind.TEXT ? "" : " read as " + column.type()),
        "remove lag:, or choose another cursor");
  }
}
