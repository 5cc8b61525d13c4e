package io.navette.sync;

import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The id map of an API that is a source: what it calls a record is the record's key. */
final class SourceIds implements IdMap {
  private long chunk;

  @Override
  public Map<String, Known> find(Collection<String> keys) {
    Map<String, Known> found = new HashMap<>();
    for (String key : keys) {
      found.put(key, new Known(key, Optional.of(key), "", 1, Receipt.Outcome.CREATED, ""));
    }
    return found;
  }

  @Override
  public Map<String, String> owners(Collection<String> remoteIds) {
    Map<String, String> owners = new HashMap<>();
    remoteIds.forEach(id -> owners.put(id, id));
    return owners;
  }

  @Override
  public void save(List<Receipt> receipts) {}

  @Override
  public List<Known> present() {
    return List.of();
  }

  @Override
  public long chunk() {
    return chunk;
  }

  @Override
  public void nextChunk() {
    chunk++;
  }
}
