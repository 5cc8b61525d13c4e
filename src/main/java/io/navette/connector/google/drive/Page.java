package io.navette.connector.google.drive;

import com.google.api.client.json.GenericJson;
import io.navette.row.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some records of a listing.
 *
 * @param parents the ids above these records, by column
 * @param resume a token with which the listing goes on behind these records; empty where there is
 *     none
 * @param refused what could not be listed
 */
record Page(
    Map<String, String> parents,
    List<? extends GenericJson> items,
    Optional<String> resume,
    List<Rejection> refused) {
  Page {
    parents = Map.copyOf(parents);
    items = List.copyOf(items);
    refused = List.copyOf(refused);
  }

  /** Of a listing that can't be resumed by a token. */
  static Page of(Map<String, String> parents, @Nullable List<? extends GenericJson> items) {
    return new Page(parents, items == null ? List.of() : items, Optional.empty(), List.of());
  }

  static Page refused(Rejection rejection) {
    return new Page(Map.of(), List.of(), Optional.empty(), List.of(rejection));
  }
}
