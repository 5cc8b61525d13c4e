package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one stream, slice by slice. */
interface Retriever {
  /** Something of a slice that is put into its requests. */
  record SliceOption(Component option, Function<Slice, @Nullable Object> value) {}

  /**
   * The retriever of a stream.
   *
   * @param stream whose transformations and schema count
   */
  static Retriever of(
      String name,
      Component retriever,
      Component stream,
      List<SliceOption> options,
      Clients clients) {
    return switch (retriever.type()) {
      case "SimpleRetriever" -> SimpleRetriever.of(name, retriever, stream, options, clients);
      case "AsyncRetriever" -> AsyncRetriever.of(name, retriever, stream, options, clients);
      case "navette:OldestFirstRetriever" ->
          new OldestFirstRetriever(
              name, of(name, retriever.needed("retriever"), stream, options, clients));
      default -> throw retriever.unsupported("the stream");
    };
  }

  /** What is asked for first; empty where the first page needs no token. */
  Optional<Object> firstToken();

  /**
   * Asks for a page; its records are decoded as they are asked for. Close it. Blocks.
   *
   * @param token null for the first page
   */
  RecordPage page(Slice slice, @Nullable Object token);

  /** The same, ending with a page whose last record is known. */
  Retriever stoppingAt(Predicate<Map<String, @Nullable Object>> isKnown);

  /** The same, taking a first page that the slice brings along. */
  Retriever lazy();

  /** Whether pages of several slices may be asked for at once, each by a thread of its own. */
  boolean concurrent();

  /** When pages are begun anew. */
  PaginationReset reset();
}
