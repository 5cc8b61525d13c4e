package io.navette.connector.google.sheets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts what is sent into requests of the size Google recommends: 2 MB. */
final class Batches {
  private static final long BYTES = 2_000_000;

  /** A request over 180 seconds is ended; many small parts take longer than a few large ones. */
  private static final int PARTS = 10_000;

  private Batches() {}

  /** In order; none is empty. */
  static <T> List<List<T>> of(List<T> all, ToLongFunction<T> weight) {
    List<List<T>> batches = new ArrayList<>();
    int start = 0;
    long bytes = 0;
    for (int i = 0; i < all.size(); i++) {
      long next = weight.applyAsLong(all.get(i));
      if (i > start && (bytes + next > BYTES || i - start == PARTS)) {
        batches.add(all.subList(start, i));
        start = i;
        bytes = 0;
      }
      bytes += next;
    }
    if (start < all.size()) {
      batches.add(all.subList(start, all.size()));
    }
    return batches;
  }

  /** About how many bytes a row takes in a request. */
  static long weight(List<Object> row) {
    long bytes = 2;
    for (Object cell : row) {
      bytes += cell instanceof String text ? text.length() + 3L : 12;
    }
    return bytes;
  }
}
