package io.navette.connector.rest.partition;

import io.navette.connector.rest.value.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose records the parts of another stream are made of.
 *
 * @param records reads it
 * @param key the field of a record that says which part; a record without it makes none
 * @param partitionField the field of the part the key is put in
 * @param extraFields more of the record that is handed on
 * @param firstPage where the record holds the first page of the part; empty where it does not
 */
public record ParentStream(
    Supplier<Stream<ParentRecord>> records,
    FieldPath key,
    String partitionField,
    List<FieldPath> extraFields,
    Optional<FieldPath> firstPage) {

  /**
   * A record and the partition it was read in.
   *
   * @param fields the record
   * @param partition empty when the parent has no parts
   */
  public record ParentRecord(
      Map<String, @Nullable Object> fields, Map<String, @Nullable Object> partition) {}
}
