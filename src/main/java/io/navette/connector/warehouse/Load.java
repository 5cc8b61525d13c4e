package io.navette.connector.warehouse;

import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import io.navette.row.Rejection;
import io.navette.row.RowJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loads rows into a staging table in one go, which nearly always succeeds. When the warehouse
 * refuses it, the rows that it names are tried each for itself, or halves where it names none,
 * until the bad ones stand alone.
 */
final class Load {
  private static final int MOST_BAD = 100;

  private final Warehouse warehouse;
  private final WriteRequest request;
  private final Staging staging;
  private final List<Rejection> rejections = new ArrayList<>();

  Load(Warehouse warehouse, WriteRequest request, Staging staging) {
    this.warehouse = warehouse;
    this.request = request;
    this.staging = staging;
  }

  /** The rows that were refused; all others are in the staging table then. Blocks. */
  List<Rejection> run(Lines lines) throws IOException {
    Optional<Refusal> refusal = warehouse.load(staging.name(), staging.columns(), lines);
    if (refusal.isPresent()) {
      apart(lines, refusal.get());
    }
    return rejections;
  }

  private void apart(Lines lines, Refusal refusal) throws IOException {
    if (lines.count() == 1) {
      reject(lines, refusal.reason());
      return;
    }
    List<Lines> named = lines.apart(refusal.offsets());
    for (Lines part : named.size() > 1 ? named : lines.halves()) {
      run(part);
    }
  }

  private void reject(Lines line, String reason) throws IOException {
    String row = RowJson.write(warehouse.row(line.texts().get(0), request.schema()), 0);
    rejections.add(
        new Rejection(Rejection.Stage.WRITE, row, RefusedColumn.of(request, reason), reason, ""));
    if (rejections.size() > MOST_BAD) {
      throw new Failure.Data(
          "stream "
              + request.stream()
              + ": "
              + MOST_BAD
              + " rows of one load and more were refused; the last: "
              + reason,
          "compare the rows with the columns of "
              + request.target()
              + "; nothing of this chunk is noted as written");
    }
  }
}
