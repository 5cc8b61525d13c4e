package io.navette.connector;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A source or sink that computes {@linkplain io.navette.row.RowHash hashes of rows} in its server,
 * so that rows can be compared without being moved. Each call uses a connection of its own: other
 * calls may go on meanwhile, from any thread.
 */
public interface RowDigesting {
  /**
   * Of these columns, those whose JSON is kept in a normal form instead of as the text it was
   * written as. Blocks.
   */
  Set<String> normalJson(String stream, List<String> columns);

  /**
   * The sums of all rows' hashes, in one pass over the table. Blocks.
   *
   * @param buckets a power of two; rows fall into them by the lowest bits of their key's hash
   * @return empty where this server can't digest these columns so that others come to the same
   */
  Optional<RowSums> sums(DigestRequest request, int buckets);

  /**
   * Hands over every row of some buckets, in any order. Blocks.
   *
   * @param buckets the number of buckets {@code wanted} counts in
   */
  void rows(DigestRequest request, int buckets, BitSet wanted, Consumer<HashedRow> each);

  /**
   * A row in short.
   *
   * @param key the hash of its key
   * @param row the hash of all its cells
   * @param shown the key's values for a person
   */
  record HashedRow(long key, long row, String shown) {}
}
