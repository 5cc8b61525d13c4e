package io.navette.connector.google.bigquery;

import java.util.Map;
import java.util.Optional;

/** Where jobs run: as set, or where the dataset is, which is asked once. Thread-safe; may block. */
final class Location {
  private final Api api;
  private final Place place;
  private Optional<String> known;
  private boolean asked;

  Location(Api api, Place place, Optional<String> set) {
    this.api = api;
    this.place = place;
    this.known = set;
    this.asked = set.isPresent();
  }

  /** Empty where the dataset does not say. */
  synchronized Optional<String> name() {
    if (!asked) {
      known =
          api.find(api.url(place.dataProject(), Map.of(), "datasets", place.dataset()))
              .map(dataset -> dataset.path("location").asText())
              .filter(text -> !text.isEmpty());
      asked = true;
    }
    return known;
  }
}
