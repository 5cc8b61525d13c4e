package io.navette.connector.rest.write;

import io.navette.connector.IdMap;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.rest.engine.Calls;
import io.navette.row.KeyText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a writer of one stream works with.
 *
 * @param object what templates see of what is written to
 * @param existing looks rows up; empty where the object has no lookup, or nothing is matched
 * @param channels by the operations of the route
 */
record Setup(
    WriteRequest request,
    Map<String, @Nullable Object> object,
    IdMap ids,
    Calls calls,
    Route route,
    Optional<Existing> existing,
    Map<Operation, Channel> channels,
    Decisions decisions) {

  /** How far a writer goes. */
  enum Purpose {
    /** It sends, and looks up only what it must. */
    RUN,
    /** It sends nothing, and looks up all rows. */
    PLAN,
    /** It sends, and looks up all rows. */
    APPLY
  }

  static Setup of(
      TargetObject object, WriteRequest request, IdMap ids, Calls calls, Purpose purpose) {
    boolean keyed = request.mode() != WriteMode.APPEND;
    Optional<Existing> existing =
        object.lookup().filter(found -> keyed).map(found -> new Existing(found, calls));
    return of(object, request, ids, calls, existing, purpose);
  }

  /** With a lookup whose answers are known to another writer too. */
  static Setup of(
      TargetObject object,
      WriteRequest request,
      IdMap known,
      Calls calls,
      Optional<Existing> existing,
      Purpose purpose) {
    String where = "job " + request.job() + ", stream " + request.stream();
    IdMap ids = request.mode() == WriteMode.APPEND ? known.added() : known;
    WriteOptions options = WriteOptions.of(request.options());
    Route route = Route.of(object, request, options, where);
    Requirements.check(object, request, calls, where);
    List<String> path = object.lookup().map(LookupRules::fields).orElse(List.of());
    Map<Operation, Channel> channels = new HashMap<>();
    Stream.of(route.create(), route.change(), route.remove())
        .flatMap(Optional::stream)
        .forEach(
            operation ->
                channels.put(
                    operation,
                    new Channel(
                        operation,
                        new Fields(operation, request.schema().names(), calls, where),
                        new Dispatch(
                            where,
                            operation,
                            options.onUnknown().orElse(operation.onUnknown()),
                            existing,
                            ids,
                            calls),
                        path,
                        purpose == Purpose.PLAN)));
    Decisions decisions =
        new Decisions(route, request.mode(), existing, options, channels, purpose != Purpose.RUN);
    return new Setup(request, object.seen(), ids, calls, route, existing, channels, decisions);
  }

  Channel channel(Operation operation) {
    Channel channel = channels.get(operation);
    if (channel == null) {
      throw new IllegalStateException(operation.name() + " is none of the route's operations");
    }
    return channel;
  }

  /** Tells the rows what the history knows of them, then decides; blocks. */
  List<Decisions.Decision> decide(List<Row> rows) {
    Map<String, IdMap.Known> known = ids.find(rows.stream().map(row -> row.historyKey).toList());
    for (Row row : rows) {
      row.known = Optional.ofNullable(known.get(row.historyKey));
      row.object = object;
    }
    return decisions.of(rows);
  }

  /** Gives the row what the API recognises it by when it arrives again. */
  void mark(Row row, Operation operation) {
    long sends = row.known.map(IdMap.Known::sends).orElse(0L);
    row.idempotencyKey =
        Hashes.of(
            request.job(),
            request.target(),
            operation.name(),
            row.historyKey,
            row.content,
            Long.toString(sends));
  }

  /** Why a record is not deleted. */
  static String taken(String now, String own) {
    return "record " + now + " has its key now, and the job wrote " + own;
  }

  /** What the job wrote and none of the rows is. */
  static List<IdMap.Known> unseen(IdMap ids, RowNames names) {
    return ids.present().stream().filter(known -> !names.saw(known.key())).toList();
  }

  /** Stands for records that the source no longer has. */
  List<Row> vanished(Collection<IdMap.Known> records) {
    List<Row> rows = new ArrayList<>();
    for (IdMap.Known known : records) {
      Row row =
          new Row(
              known.key(),
              new ArrayList<>(KeyText.parts(known.key(), request.key().size())),
              Map.of(),
              Json.of(Map.of("key", known.key())));
      row.keyColumns = request.key();
      row.object = object;
      row.known = Optional.of(known);
      row.remoteId = known.remoteId();
      row.content = known.content();
      rows.add(row);
    }
    return rows;
  }
}
