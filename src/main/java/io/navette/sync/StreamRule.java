package io.navette.sync;

import io.navette.connector.Settings;
import io.navette.connector.WriteMode;
import io.navette.row.ColumnType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How the streams that match a pattern are moved; defaults are filled in already.
 *
 * @param pattern a stream's name, in which {@code *} stands for any text
 * @param disabled carves the matching streams out
 * @param into the target's name; {@code {stream}} stands for the source's; empty means the same
 *     name
 * @param mode how rows meet the target
 * @param key columns of the <em>target</em> that identify a row; empty takes the source's key
 * @param cursor columns of the source read incrementally; empty for a full read
 * @param columns target column to expression over source columns, in order; empty takes all columns
 * @param casts target column to type, where the YAML fixes one
 * @param types source column to type, declared for sources without types of their own
 * @param where a condition in the source's language (SQL sources) or an expression (all others)
 * @param checks target column to condition that a row must meet to be written
 * @param acceptLoss target columns whose lossy conversion the YAML accepts
 * @param maxRejects rows that may be rejected before the stream fails
 * @param options per-stream options of the source's connector
 * @param targetOptions per-stream options of the target's connector
 * @param exchange how rows are looked up, told apart, followed and acknowledged
 */
public record StreamRule(
    String pattern,
    boolean disabled,
    Optional<String> into,
    WriteMode mode,
    List<String> key,
    List<String> cursor,
    Duration lag,
    Map<String, String> columns,
    Map<String, ColumnType> casts,
    Map<String, ColumnType> types,
    Optional<String> where,
    Map<String, String> checks,
    SchemaPolicy schema,
    Set<String> acceptLoss,
    Tolerance maxRejects,
    Guards guards,
    VerifyLevel verify,
    Settings options,
    Settings targetOptions,
    Exchange exchange) {

  /** What happens when the source has columns that the target lacks. */
  public enum SchemaPolicy {
    /** Create missing tables, add missing columns. */
    EVOLVE,
    /** Refuse any difference. */
    FREEZE
  }

  /** How thoroughly source and target are compared after the load. */
  public enum VerifyLevel {
    NONE,
    /** Rows counted on both sides. */
    COUNTS,
    /** Sums of the rows' hashes compared, computed in the servers where they can. */
    DIGEST,
    /** Rows counted, then every row read from both sides and compared. */
    ROWS
  }

  /**
   * Rows that may be rejected.
   *
   * @param rows absolute number; empty when only the share counts
   * @param share of the rows read, 0 to 1; 1 for any
   */
  public record Tolerance(OptionalLong rows, double share) {
    /** Any number of rejected rows is accepted; they are kept and counted. */
    public static final Tolerance ANY = new Tolerance(OptionalLong.empty(), 1);

    public boolean exceeded(long rejected, long read) {
      return (rows.isPresent() && rejected > rows.getAsLong())
          || (share < 1 && read > 0 && (double) rejected / read > share);
    }
  }

  /**
   * Conditions checked before the target changes.
   *
   * @param maxDelete share (0 to 1) or number of the target's rows that may vanish
   * @param minRows rows that must have been read
   * @param maxNulls target column to the share (0 to 1) of its cells that may be null
   */
  public record Guards(
      Optional<Limit> maxDelete, Optional<MinRows> minRows, Map<String, Double> maxNulls) {
    public static final Guards NONE = new Guards(Optional.empty(), Optional.empty(), Map.of());

    public Guards {
      maxNulls = Map.copyOf(maxNulls);
    }

    public boolean isEmpty() {
      return equals(NONE);
    }

    /** A number of rows, or a share of the target's rows when {@code share} is set. */
    public record Limit(double value, boolean share) {}

    /**
     * At least {@code value} rows; when {@code medianOf} is above 0, {@code value} is a share of
     * the median of the rows read by that many former runs.
     */
    public record MinRows(double value, int medianOf) {}
  }

  public StreamRule {
    key = List.copyOf(key);
    cursor = List.copyOf(cursor);
    columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
    casts = Map.copyOf(casts);
    types = Map.copyOf(types);
    checks = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(checks));
    acceptLoss = Set.copyOf(acceptLoss);
  }
}
