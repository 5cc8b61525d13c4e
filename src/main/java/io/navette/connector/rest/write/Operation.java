package io.navette.connector.rest.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be done to an object of an API.
 *
 * @param name {@code insert}, {@code update}, {@code upsert}, {@code delete}, or its own
 * @param record what one record looks like: a tree of templates
 * @param otherAs the form in which columns are sent that no field rule takes
 * @param unsentColumns that templates take, and no field
 * @param refuse a template of why a row is not sent; nothing where it is
 * @param form whether the body is a form with bracketed names instead of JSON
 * @param byId whether the record's id must be known
 * @param repeatable whether a request may arrive twice without harm
 * @param looksUp whether the record is looked up before it is sent, though its id is known
 * @param replaces whether the API replaces the whole record, so that what the row does not hold is
 *     sent as the lookup found it
 */
record Operation(
    String name,
    Map<String, @Nullable Object> requester,
    @Nullable Object record,
    List<FieldRule> fields,
    OtherColumns otherColumns,
    Conversion otherAs,
    List<String> unsentColumns,
    Optional<String> refuse,
    FieldRule.Nulls nulls,
    @Nullable Object clearValue,
    boolean form,
    boolean bodiless,
    boolean byId,
    boolean repeatable,
    boolean looksUp,
    boolean replaces,
    Batching batch,
    Optional<Idempotency> idempotency,
    OutcomeRules outcome,
    OnBatchError onBatchError,
    OnUnknown onUnknown,
    Optional<JobRules> job,
    Check check) {

  /** What a row must stand before it is sent. */
  enum Check {
    NONE,
    /** Keys of GS1 and quantities, as {@link io.navette.row.TradeData} looks at them. */
    TRADE
  }

  /** What becomes of columns that no field rule takes. */
  enum OtherColumns {
    SEND,
    SKIP,
    REFUSE
  }

  /** What becomes of a batch the API refuses as a whole. */
  enum OnBatchError {
    /** It is halved until the records at fault stand alone. */
    SPLIT,
    /** All its records are rejected. */
    REJECT,
    /** The stream fails. */
    FAIL
  }

  /** What is done when an answer was lost, and the record can be neither found nor recognised. */
  enum OnUnknown {
    FAIL,
    RESEND
  }

  /**
   * Where the API takes a key by which it recognises a request that arrives again.
   *
   * @param field where the body holds it; empty where a header does
   * @param value a template
   */
  record Idempotency(Optional<String> header, List<String> field, String value) {}

  /** Whether a request that was lost can be sent again at once. */
  boolean safe() {
    return repeatable || idempotency.isPresent();
  }

  /** Whether it leaves a record as its fields say, so that one that is so already needs nothing. */
  boolean sets() {
    return name.equals(TargetObject.UPDATE) || name.equals(TargetObject.UPSERT);
  }

  boolean fillsEmpty() {
    return fields.stream().anyMatch(FieldRule::fillEmpty);
  }
}
