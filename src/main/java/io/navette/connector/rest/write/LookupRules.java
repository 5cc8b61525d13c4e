package io.navette.connector.rest.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How records that the target holds already are found by their keys.
 *
 * @param stream read whole, once a run, where no requester is given
 * @param requester asks for some of them
 * @param record what stands in the body for each that is asked for, a tree of templates; null for
 *     the key itself
 * @param body its body, a tree of templates; null for none
 * @param maxKeys asked for at once
 * @param records where the answer holds the records
 * @param found makes the list of the records instead, of {@code response} and what the row's
 *     templates see
 * @param ofKey whether all that is found has the key that was asked for, so that it is not looked
 *     at
 * @param key where a record holds each part of the key, in the order of the stream's key; steps may
 *     be templates
 * @param id where it holds its id
 * @param fields where it holds what can be written; empty for the record itself
 * @param compare whether a row that equals what was found is not sent
 * @param missingStatuses that say there is none
 */
record LookupRules(
    Optional<String> stream,
    Optional<Map<String, @Nullable Object>> requester,
    @Nullable Object record,
    @Nullable Object body,
    int maxKeys,
    List<String> records,
    Optional<String> found,
    boolean ofKey,
    List<List<String>> key,
    List<String> id,
    List<String> fields,
    boolean compare,
    List<Integer> missingStatuses) {
  /** Nothing is asked: the key of a row is the record's id. */
  static LookupRules ofIds() {
    return new LookupRules(
        Optional.empty(),
        Optional.empty(),
        null,
        null,
        1,
        List.of(),
        Optional.empty(),
        true,
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of());
  }

  /** Whether the target is asked. */
  boolean asks() {
    return stream.isPresent() || requester.isPresent();
  }
}
