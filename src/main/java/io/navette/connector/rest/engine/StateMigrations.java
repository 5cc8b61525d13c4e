package io.navette.connector.rest.engine;

import io.navette.connector.rest.cursor.LegacyToPerPartitionStateMigration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a state of an older version of the manifest into its present form. Migrations that are
 * code are left out: they concern states other programs kept.
 */
final class StateMigrations {
  private StateMigrations() {}

  /** The state as the stream reads it now. */
  static Map<String, @Nullable Object> migrate(
      Component stream, Map<String, @Nullable Object> state) {
    Map<String, @Nullable Object> migrated = state;
    for (Component migration : stream.children("state_migrations")) {
      if (migration.type().equals("LegacyToPerPartitionStateMigration")) {
        Optional<LegacyToPerPartitionStateMigration> found = legacy(stream);
        migrated = found.isPresent() ? found.get().migrate(migrated) : migrated;
      }
    }
    return migrated;
  }

  private static Optional<LegacyToPerPartitionStateMigration> legacy(Component stream) {
    Optional<String> field =
        stream.needed("retriever").children("partition_router").stream()
            .flatMap(router -> partitionField(router).stream())
            .findFirst();
    Optional<String> cursor =
        stream.child("incremental_sync").map(found -> found.neededText("cursor_field"));
    return field.flatMap(
        name -> cursor.map(by -> new LegacyToPerPartitionStateMigration(name, by)));
  }

  private static Optional<String> partitionField(Component router) {
    return router.children("parent_stream_configs").stream()
        .map(parent -> parent.neededText("partition_field"))
        .findFirst()
        .or(() -> router.text("cursor_field"));
  }
}
