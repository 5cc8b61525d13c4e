package io.navette.sync;

import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.Rekeying;
import io.navette.mapping.Mapped;
import io.navette.row.Cells;
import io.navette.row.KeyText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows rows of the source, by what identifies them there, to the row of the target they were
 * written to: where their key in the target changes, that row gets the new key before it is written
 * again, instead of being left behind beside a second one. The history keeps which row went where.
 */
final class MovedRows implements Follower {
  private final StreamPlan plan;
  private final IdMap ids;
  private final Rekeying target;
  private final Schema keySchema;
  private final KeyText keyText;
  private final Map<String, Receipt> written = new LinkedHashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  MovedRows(StreamPlan plan, IdMap ids, Rekeying target) {
    Schema schema = plan.mapping().output();
    this.plan = plan;
    this.ids = ids;
    this.target = target;
    this.keySchema =
        new Schema(plan.key().stream().map(name -> schema.column(schema.position(name))).toList());
    this.keyText = new KeyText(keySchema, plan.key());
  }

  @Override
  public Mapped before(Mapped mapped) {
    RowBatch now = keys(mapped.batch());
    List<String> rows = identities(mapped);
    Map<String, IdMap.Known> known = ids.find(new HashSet<>(rows));
    BitSet refused = new BitSet();
    refuseTaken(mapped, now, rows, refused);
    move(mapped, now, rows, known, refused);
    for (int row = 0; row < rows.size(); row++) {
      if (!refused.get(row)) {
        String id = rows.get(row);
        keys.put(id, keyText.of(now, row));
        owners.put(RowJson.write(now, row), id);
        written.put(
            id,
            new Receipt(
                id,
                Optional.of(RowJson.write(now, row)),
                known.containsKey(id) ? Receipt.Outcome.UPDATED : Receipt.Outcome.CREATED,
                "",
                ""));
      }
    }
    return mapped.without(refused);
  }

  private RowBatch keys(RowBatch batch) {
    List<Cells> cells =
        plan.key().stream().map(name -> batch.cells(batch.schema().position(name))).toList();
    return RowBatch.view(keySchema, cells, batch.size(), batch);
  }

  private List<String> identities(Mapped mapped) {
    RowBatch carried = mapped.carried().orElseThrow();
    KeyText text = new KeyText(carried.schema(), plan.rule().exchange().identity());
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < mapped.batch().size(); row++) {
      rows.add(text.of(carried, row));
    }
    return rows;
  }

  /** Two rows of the source that are one in the target would overwrite each other, run by run. */
  private void refuseTaken(Mapped mapped, RowBatch now, List<String> rows, BitSet refused) {
    List<String> places = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      places.add(RowJson.write(now, row));
    }
    Map<String, String> taken = new HashMap<>(ids.owners(new HashSet<>(places)));
    // Who is in this batch may be moving away.
    taken.values().removeAll(Set.copyOf(rows));
    taken.putAll(owners);
    for (int row = 0; row < rows.size(); row++) {
      String owner = taken.putIfAbsent(places.get(row), rows.get(row));
      if (owner != null && !owner.equals(rows.get(row)) && !movedAway(owner, now, row)) {
        refuse(
            mapped,
            row,
            refused,
            "row "
                + owner
                + " of the source was written to this key of the target already; two rows can't"
                + " share it");
      }
    }
  }

  private boolean movedAway(String owner, RowBatch now, int row) {
    String key = keys.get(owner);
    return key != null && !key.equals(keyText.of(now, row));
  }

  private void move(
      Mapped mapped,
      RowBatch now,
      List<String> rows,
      Map<String, IdMap.Known> known,
      BitSet refused) {
    RowBatch before = new RowBatch(keySchema);
    RowBatch after = new RowBatch(keySchema);
    List<Integer> moving = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      Optional<String> place =
          Optional.ofNullable(known.get(rows.get(row))).flatMap(IdMap.Known::remoteId);
      if (!refused.get(row) && place.isPresent()) {
        RowBatch old = parsed(place.get());
        if (old.size() == 1 && !keyText.of(old, 0).equals(keyText.of(now, row))) {
          moving.add(row);
          append(before, old, 0);
          append(after, now, row);
        }
      }
    }
    if (!moving.isEmpty()) {
      target.rekey(plan.target(), before, after).stream()
          .forEach(
              position ->
                  refuse(
                      mapped,
                      moving.get(position),
                      refused,
                      "its key changed, and the target has a row of the new one already"));
    }
  }

  private RowBatch parsed(String place) {
    RowBatch row = new RowBatch(keySchema);
    RowParser.append(row, new Rejection(Rejection.Stage.WRITE, place, Optional.empty(), "", ""));
    return row;
  }

  private static void append(RowBatch into, RowBatch from, int row) {
    for (int column = 0; column < into.schema().size(); column++) {
      into.cells(column).appendFrom(from.cells(column), row);
    }
    into.endRow();
  }

  private static void refuse(Mapped mapped, int row, BitSet refused, String reason) {
    if (!refused.get(row)) {
      refused.set(row);
      mapped
          .batch()
          .reject(
              new Rejection(
                  Rejection.Stage.WRITE,
                  RowJson.write(mapped.batch(), row),
                  Optional.empty(),
                  reason,
                  ""));
    }
  }

  @Override
  public void committed(Refused refused, List<Receipt> receipts) {
    List<Receipt> kept =
        written.values().stream()
            .filter(receipt -> !refused.holds(keys.getOrDefault(receipt.key(), "")))
            .toList();
    if (!kept.isEmpty()) {
      ids.save(kept);
    }
    written.clear();
    keys.clear();
    owners.clear();
  }
}
