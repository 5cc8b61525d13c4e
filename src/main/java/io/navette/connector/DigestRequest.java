package io.navette.connector;

import io.navette.row.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows are digested, and as what.
 *
 * @param stream the table's name in this system
 * @param columns the columns in order, under the names they have in this system; their types are
 *     those the digest is made of
 * @param key those of {@code columns} that identify a row; may be empty
 * @param normalJson those of {@code columns} whose JSON is compared in its normal form
 * @param where a condition in the system's own language; empty for all rows
 */
public record DigestRequest(
    String stream,
    Schema columns,
    List<String> key,
    Set<String> normalJson,
    Optional<String> where) {
  public DigestRequest {
    key = List.copyOf(key);
    normalJson = Set.copyOf(normalJson);
  }
}
