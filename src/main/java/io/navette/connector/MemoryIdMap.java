package io.navette.connector;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An id map that forgets with the process. */
final class MemoryIdMap implements IdMap {
  private final Map<String, Known> known = new LinkedHashMap<>();
  private long chunk;

  @Override
  public synchronized Map<String, Known> find(Collection<String> keys) {
    Map<String, Known> found = new HashMap<>(known);
    found.keySet().retainAll(keys);
    return found;
  }

  @Override
  public synchronized Map<String, String> owners(Collection<String> remoteIds) {
    Map<String, String> owners = new HashMap<>();
    for (Known one : known.values()) {
      one.remoteId().filter(remoteIds::contains).ifPresent(id -> owners.put(id, one.key()));
    }
    return owners;
  }

  @Override
  public synchronized void save(List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      known.merge(receipt.key(), first(receipt), (old, fresh) -> next(old, receipt));
    }
  }

  private Known first(Receipt receipt) {
    return next(new Known(receipt.key(), Optional.empty(), "", 0, receipt.outcome(), ""), receipt);
  }

  private Known next(Known old, Receipt receipt) {
    boolean stays =
        receipt.outcome() == Receipt.Outcome.UNCHANGED
            && (old.outcome() == Receipt.Outcome.CREATED
                || old.outcome() == Receipt.Outcome.UPDATED);
    return switch (receipt.outcome()) {
      case REJECTED -> old;
      case UNKNOWN ->
          new Known(old.key(), old.remoteId(), old.content(), old.sends(), receipt.outcome(), "");
      case CREATED, UPDATED, UNCHANGED, DELETED ->
          new Known(
              old.key(),
              receipt.remoteId().or(old::remoteId),
              receipt.content(),
              old.sends() + 1,
              stays ? old.outcome() : receipt.outcome(),
              "");
    };
  }

  @Override
  public synchronized List<Known> present() {
    return known.values().stream()
        .filter(
            one ->
                switch (one.outcome()) {
                  case CREATED, UPDATED -> true;
                  case UNCHANGED, DELETED, REJECTED, UNKNOWN -> false;
                })
        .toList();
  }

  @Override
  public synchronized long chunk() {
    return chunk;
  }

  @Override
  public synchronized void nextChunk() {
    chunk++;
  }
}
