package io.navette.connector.rest.write;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an answer tells what became of each record. Conditions and messages are templates that see
 * the answer, the entry and what the record's template sees.
 *
 * @param success whether the answer as a whole is one; empty: a status below 400
 * @param refusedStatuses that speak of the records, not of the connection
 * @param results where the entries of the records stand; empty where there are none
 * @param errors where the entries of refused records stand
 * @param matchBy how an entry is joined to its record
 * @param entryKey where an entry holds the key or index; empty: its position, or name in a map
 * @param entryKeyTemplate makes the key of an entry instead; a list of keys for an entry that
 *     speaks of several records
 * @param key the record's side of the key; a template
 * @param id where an entry, or the answer to a single record, holds the id of the record
 * @param idTemplate makes the id instead, of what the conditions see
 * @param idHeader the header that holds it instead, and what of it: a regular expression
 * @param stale the condition under which the target's record changed since it was looked up
 * @param unmentioned the condition under which a record that no entry speaks of was accepted
 */
record OutcomeRules(
    Optional<String> success,
    Set<Integer> refusedStatuses,
    Optional<List<String>> results,
    Optional<List<String>> errors,
    MatchBy matchBy,
    List<String> entryKey,
    Optional<String> entryKeyTemplate,
    String key,
    List<String> id,
    Optional<String> idTemplate,
    Optional<String> idHeader,
    String idPattern,
    Optional<String> recordSuccess,
    Optional<String> created,
    Optional<String> unchanged,
    Optional<String> exists,
    Optional<String> existingId,
    Optional<String> missing,
    Optional<String> retryable,
    Optional<String> stale,
    Optional<String> errorCode,
    Optional<String> errorMessage,
    String unmentioned) {

  /** How an entry is joined to its record. */
  enum MatchBy {
    INDEX,
    KEY,
    /** By what was sent of the record, which the entry repeats cell by cell. */
    SENT
  }
}
