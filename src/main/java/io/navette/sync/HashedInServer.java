package io.navette.sync;

import io.navette.connector.DigestRequest;
import io.navette.connector.RowDigesting;
import io.navette.connector.RowDigesting.HashedRow;
import io.navette.connector.RowSums;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;

/** A side whose rows are hashed in its server, or read where that server hashes differently. */
final class HashedInServer implements HashedSide {
  private final RowDigesting server;
  private final DigestRequest request;
  private final HashedSide otherwise;
  private volatile boolean able = true;

  HashedInServer(RowDigesting server, DigestRequest request, HashedSide otherwise) {
    this.server = server;
    this.request = request;
    this.otherwise = otherwise;
  }

  @Override
  public RowSums sums(int buckets) {
    Optional<RowSums> sums = able ? server.sums(request, buckets) : Optional.empty();
    able = sums.isPresent();
    return sums.orElseGet(() -> otherwise.sums(buckets));
  }

  @Override
  public void rows(int buckets, BitSet wanted, Consumer<HashedRow> each) {
    if (able) {
      server.rows(request, buckets, wanted, each);
    } else {
      otherwise.rows(buckets, wanted, each);
    }
  }
}
