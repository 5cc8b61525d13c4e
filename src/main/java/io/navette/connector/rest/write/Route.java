package io.navette.connector.rest.write;

import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import java.util.Locale;
import java.util.Optional;

/**
 * The operations a stream is written with.
 *
 * @param create of rows the target has not; empty where those are passed over
 * @param change of rows the target has; empty where those are left as they are
 * @param remove of rows that vanished from the source
 * @param either whether {@code change} is for both, as the API finds out by itself
 */
record Route(
    Optional<Operation> create,
    Optional<Operation> change,
    Optional<Operation> remove,
    boolean either) {

  /**
   * @throws Failure.Configuration when the object has no operation for what is asked
   */
  static Route of(TargetObject object, WriteRequest request, WriteOptions options, String where) {
    if (options.operation().isPresent()) {
      Operation named = operation(object, options.operation().get(), where);
      return new Route(Optional.empty(), Optional.of(named), Optional.empty(), true);
    }
    WriteMode mode = request.mode();
    if (!object.modes().contains(mode)) {
      throw new Failure.Configuration(
          where
              + ": "
              + object.name()
              + " can't be written in mode "
              + mode.name().toLowerCase(Locale.ROOT)
              + "; its operations are "
              + String.join(", ", object.operations().keySet().stream().sorted().toList()),
          object.modes().isEmpty()
              ? "target_options: {operation: NAME}"
              : "its modes are " + object.modes().toString().toLowerCase(Locale.ROOT));
    }
    return switch (mode) {
      case APPEND, INSERT ->
          new Route(find(object, TargetObject.INSERT), Optional.empty(), Optional.empty(), false);
      case UPDATE ->
          new Route(Optional.empty(), find(object, TargetObject.UPDATE), Optional.empty(), false);
      case UPSERT -> upsert(object, Optional.empty());
      case MIRROR -> upsert(object, find(object, TargetObject.DELETE));
      case REPLACE -> throw new IllegalStateException("no object has mode replace");
    };
  }

  private static Route upsert(TargetObject object, Optional<Operation> remove) {
    Optional<Operation> own = find(object, TargetObject.UPSERT);
    return own.isPresent()
        ? new Route(Optional.empty(), own, remove, true)
        : new Route(
            find(object, TargetObject.INSERT), find(object, TargetObject.UPDATE), remove, false);
  }

  private static Optional<Operation> find(TargetObject object, String name) {
    return Optional.ofNullable(object.operations().get(name));
  }

  private static Operation operation(TargetObject object, String name, String where) {
    return find(object, name)
        .orElseThrow(
            () ->
                new Failure.Configuration(
                    where + ": " + object.name() + " has no operation " + name,
                    "use one of "
                        + String.join(
                            ", ", object.operations().keySet().stream().sorted().toList())));
  }

  /** Whether a row's id must be known before it is sent. */
  boolean needsId() {
    return change.filter(Operation::byId).isPresent();
  }

  /** Whether rows are looked up though their ids are known. */
  boolean looksUp() {
    return change.filter(Operation::looksUp).isPresent();
  }

  boolean fillsEmpty() {
    return change.filter(Operation::fillsEmpty).isPresent();
  }
}
