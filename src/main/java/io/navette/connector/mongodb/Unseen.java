package io.navette.connector.mongodb;

import io.navette.connector.ReadRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/** Fields that documents have and the sample had not: they are not read, which is said once. */
final class Unseen {
  private static final int TOLD = 10;

  private final String place;
  private final Consumer<String> notes;
  private final boolean sampled;
  private final Set<String> known;
  private final Map<String, String> firstDocuments = new LinkedHashMap<>();

  Unseen(String place, ReadRequest request, Consumer<String> notes) {
    this.place = place;
    this.notes = notes;
    this.sampled = request.options().map(MongoSettings.FIELDS).isEmpty();
    this.known = new HashSet<>(request.schema().names());
  }

  void see(BsonDocument document) {
    if (sampled && firstDocuments.size() < TOLD && !known.containsAll(document.keySet())) {
      for (String field : document.keySet()) {
        if (!known.contains(field)) {
          firstDocuments.putIfAbsent(
              field, JsonForm.PLAIN.write(document.get(FieldPath.ID, document)));
        }
      }
    }
  }

  /** Called at the end of a pass. */
  void tell() {
    firstDocuments.forEach(
        (field, id) ->
            notes.accept(
                place
                    + ": the field "
                    + field
                    + " of document "
                    + id
                    + " was in no document of the sample and is not read; declare it in fields:, or"
                    + " raise sample:"));
  }
}
