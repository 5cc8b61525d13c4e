package io.navette.connector.rest.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job the API does with the records of a batch: created, given the records, closed, asked after,
 * and its results fetched. The operation's requester uploads the records.
 *
 * @param creation its answer is {@code creation_response} for all others
 * @param polling its answer is {@code polling_response}
 * @param status where that holds the job's status
 * @param statuses an {@code AsyncJobStatusMap}
 * @param results answers that hold the entries of the records, with a decoder for each
 * @param minutes after which a job is given up
 */
record JobRules(
    Map<String, @Nullable Object> creation,
    @Nullable Object creationBody,
    Optional<Map<String, @Nullable Object>> closing,
    @Nullable Object closingBody,
    Map<String, @Nullable Object> polling,
    List<String> status,
    Map<String, @Nullable Object> statuses,
    List<Results> results,
    long minutes) {

  /**
   * Where results are fetched.
   *
   * @param refused whether it is the list of refused records
   */
  record Results(
      Map<String, @Nullable Object> requester,
      Optional<Map<String, @Nullable Object>> decoder,
      boolean refused) {}
}
