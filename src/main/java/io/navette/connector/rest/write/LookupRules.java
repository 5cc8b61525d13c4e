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
 * @param body its body, a tree of templates; null for none
 * @param maxKeys asked for at once
 * @param records where the answer holds the records
 * @param key where a record holds each part of the key, in the order of the stream's key
 * @param id where it holds its id
 * @param fields where it holds what can be written; empty for the record itself
 * @param compare whether a row that equals what was found is not sent
 * @param missingStatuses that say there is none
 */
record LookupRules(
    Optional<String> stream,
    Optional<Map<String, @Nullable Object>> requester,
    @Nullable Object body,
    int maxKeys,
    List<String> records,
    List<List<String>> key,
    List<String> id,
    List<String> fields,
    boolean compare,
    List<Integer> missingStatuses) {}
