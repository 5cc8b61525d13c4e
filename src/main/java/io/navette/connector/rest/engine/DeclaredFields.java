package io.navette.connector.rest.engine;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a stream as its user declares them, where the manifest does not. */
public final class DeclaredFields {
  private static final String NAME = "fields";

  private DeclaredFields() {}

  /** The option of streams they stand in. */
  public static Setting option() {
    return Setting.optional(
        NAME,
        Setting.Kind.MAP,
        "The stream's columns and their types, instead of those of the manifest or a sample.");
  }

  /** Empty where nothing is declared; fails with Failure.Configuration on an unknown type. */
  static Optional<Schema> of(String stream, Settings options) {
    Map<String, String> fields = options.map(NAME);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    fields.forEach((name, type) -> columns.add(Column.of(name, type(stream, name, type))));
    return Optional.of(new Schema(columns));
  }

  private static ColumnType type(String stream, String field, String type) {
    for (ColumnType.Kind kind : ColumnType.Kind.values()) {
      if (kind.name().equalsIgnoreCase(type)) {
        return new ColumnType(kind, 0, 0);
      }
    }
    String known =
        Arrays.stream(ColumnType.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new Failure.Configuration(
        stream + ": options.fields." + field + ": \"" + type + "\" is not a type",
        "use one of " + known);
  }
}
