package io.navette.connector.mongodb;

import io.navette.row.CellText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Turns documents into rows. Used by one thread. */
final class DocumentRows {
  private final List<FieldPath> paths;
  private final BsonCells cells;

  /** Paths are resolved once. */
  DocumentRows(Schema schema, JsonForm form) {
    this.paths = schema.names().stream().map(FieldPath::of).toList();
    this.cells = new BsonCells(form);
  }

  /** Appends a document's row, or its rejection. */
  void append(RowBatch batch, BsonDocument document) {
    for (int column = 0; column < paths.size(); column++) {
      try {
        cells.append(batch.cells(column), paths.get(column).in(document));
      } catch (CellText.Misfit e) {
        batch.abandonRow();
        batch.reject(rejection(document, paths.get(column).name(), String.valueOf(e.getMessage())));
        return;
      }
    }
    batch.endRow();
  }

  private static Rejection rejection(BsonDocument document, String column, String reason) {
    return new Rejection(
        Rejection.Stage.READ,
        JsonForm.EXTENDED.write(document),
        Optional.of(column),
        reason,
        "_id " + id(document));
  }

  private static String id(BsonDocument document) {
    BsonValue id = document.get(FieldPath.ID);
    return id == null ? "" : JsonForm.PLAIN.write(id);
  }
}
