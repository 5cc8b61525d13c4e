package io.navette.connector.rest.write;

import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.WriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what is done with each row: by the mode, by what was sent before, by what is there. */
final class Decisions {
  private final Route route;
  private final WriteMode mode;
  private final Optional<Existing> existing;
  private final WriteOptions options;
  private final Map<Operation, Channel> channels;
  private final boolean everything;

  /**
   * @param everything whether rows are looked up that could be sent without
   */
  Decisions(
      Route route,
      WriteMode mode,
      Optional<Existing> existing,
      WriteOptions options,
      Map<Operation, Channel> channels,
      boolean everything) {
    this.route = route;
    this.mode = mode;
    this.existing = existing;
    this.options = options;
    this.channels = channels;
    this.everything = everything;
  }

  /** What can be done with a row. */
  enum Kind {
    /** It is none of this mode's business. */
    PASS,
    /** It is the same as when it was last sent. */
    SAME,
    /** The target has it just so. */
    FOUND_SAME,
    REFUSE,
    /** Several records have its key. */
    CONFLICT,
    SEND
  }

  /**
   * What is done with a row.
   *
   * @param operation to send it with
   * @param reason why it is refused
   */
  record Decision(Row row, Kind kind, Optional<Operation> operation, String reason) {
    static Decision of(Row row, Kind kind) {
      return new Decision(row, kind, Optional.empty(), "");
    }

    static Decision send(Row row, Optional<Operation> operation) {
      return new Decision(row, Kind.SEND, operation, "");
    }

    static Decision refuse(Row row, String reason) {
      return new Decision(row, Kind.REFUSE, Optional.empty(), reason);
    }
  }

  /** One decision for each row, in their order. May look rows up; blocks then. */
  List<Decision> of(List<Row> rows) {
    List<@Nullable Decision> decided = new ArrayList<>();
    List<Row> open = new ArrayList<>();
    for (Row row : rows) {
      Decision early = byHistory(row);
      decided.add(early);
      if (early == null) {
        open.add(row);
      }
    }
    lookUp(open);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Decision early = decided.get(i);
      decisions.add(early == null ? byTarget(rows.get(i)) : early);
    }
    return decisions;
  }

  /** Null where the history does not say enough. */
  private @Nullable Decision byHistory(Row row) {
    if (mode.needsKey() && row.keys.stream().anyMatch(part -> part == null || "".equals(part))) {
      return Decision.refuse(row, "its key is empty");
    }
    if (row.known.isEmpty()) {
      return null;
    }
    IdMap.Known known = row.known.get();
    if (known.outcome() == Receipt.Outcome.UNKNOWN && doubtful()) {
      return Decision.refuse(
          row,
          "in doubt: run "
              + known.run()
              + " sent it and got no answer; look into the target, and send it again with"
              + " target_options: {on_unknown_outcome: resend} if it is not there");
    }
    boolean there =
        switch (known.outcome()) {
          case CREATED, UPDATED, UNCHANGED -> true;
          case DELETED, REJECTED, UNKNOWN ->
              known.sends() > 0 && known.outcome() != Receipt.Outcome.DELETED;
        };
    if (!there) {
      return null;
    }
    row.remoteId = known.remoteId();
    if (mode == WriteMode.APPEND || mode == WriteMode.INSERT) {
      return Decision.of(row, Kind.SAME);
    }
    boolean same = known.content().equals(row.content);
    return same && !options.resendAll() ? Decision.of(row, Kind.SAME) : null;
  }

  private boolean doubtful() {
    return route
        .create()
        .or(route::change)
        .map(channels::get)
        .filter(Channel::doubtful)
        .isPresent();
  }

  private void lookUp(List<Row> rows) {
    if (existing.isEmpty()) {
      return;
    }
    Existing target = existing.get();
    boolean always =
        (everything && target.asks()) || target.compares() || route.fillsEmpty() || route.looksUp();
    boolean byKey = !route.either() || route.needsId();
    List<Row> wanted =
        rows.stream().filter(row -> always || (byKey && row.remoteId.isEmpty())).toList();
    if (!wanted.isEmpty()) {
      target.find(wanted);
    }
  }

  private Decision byTarget(Row row) {
    List<String> several = existing.map(found -> found.ambiguous(row)).orElse(List.of());
    if (!several.isEmpty()) {
      return new Decision(
          row,
          Kind.CONFLICT,
          Optional.empty(),
          several.size() + " records of the target have its key: " + String.join(", ", several));
    }
    boolean there = row.existing != null || row.remoteId.isPresent();
    if (route.either()) {
      return route.needsId() && !there
          ? Decision.refuse(row, "the target has no record with its key")
          : unlessSame(row, there);
    }
    if (there) {
      return route.change().isPresent() ? unlessSame(row, true) : Decision.of(row, Kind.FOUND_SAME);
    }
    if (route.create().isPresent()) {
      return Decision.send(row, route.create());
    }
    boolean byKey = existing.isEmpty() && !route.needsId();
    return byKey ? Decision.send(row, route.change()) : Decision.of(row, Kind.PASS);
  }

  private Decision unlessSame(Row row, boolean there) {
    Operation operation = route.change().orElseThrow();
    Map<String, @Nullable Object> held = row.existing;
    boolean compares = operation.sets() && existing.isPresent() && existing.get().compares();
    if (there && held != null && compares) {
      Channel channel = channels.get(operation);
      try {
        if (channel != null
            && Comparison.differing(channel.fields(row), existing.orElseThrow().fields(held))
                .isEmpty()) {
          return Decision.of(row, Kind.FOUND_SAME);
        }
      } catch (IllegalArgumentException misfit) {
        return Decision.refuse(row, String.valueOf(misfit.getMessage()));
      }
    }
    return Decision.send(row, route.change());
  }

  /** What is done after an answer that leaves something to do; empty where it settles the row. */
  Optional<Decision> after(Result result) {
    Row row = result.row();
    switch (result.kind()) {
      case EXISTS -> {
        if (mode == WriteMode.INSERT) {
          return Optional.empty();
        }
        row.remoteId = result.remoteId().or(() -> row.remoteId);
        if (row.remoteId.isEmpty()) {
          existing.ifPresent(target -> target.refresh(List.of(row)));
        }
        return Optional.of(another(row, route.change(), result));
      }
      case MISSING -> {
        if (mode == WriteMode.UPDATE) {
          return Optional.empty();
        }
        row.remoteId = Optional.empty();
        row.existing = null;
        return Optional.of(another(row, route.create(), result));
      }
      case CREATED, UPDATED, UNCHANGED, DELETED, REFUSED, RETRY, STALE -> {}
    }
    return Optional.empty();
  }

  private static Decision another(Row row, Optional<Operation> operation, Result result) {
    if (row.rerouted || operation.isEmpty()) {
      return Decision.refuse(row, result.message());
    }
    row.rerouted = true;
    return Decision.send(row, operation);
  }
}
