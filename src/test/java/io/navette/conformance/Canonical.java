package io.navette.conformance;

import io.navette.connector.rest.value.PlainValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One form for values that are the same: fields in order, without nulls, numbers as decimals. */
final class Canonical {
  private static final String FILE = "source_file_relative_path";

  private Canonical() {}

  /** A file without a name of its own gets one by chance. */
  private static String unnamed(Object file) {
    return String.valueOf(file).replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "(random)");
  }

  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> fields -> {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        PlainValues.map(fields)
            .forEach(
                (name, field) -> {
                  if (field != null) {
                    sorted.put(name, name.equals(FILE) ? unnamed(field) : of(field));
                  }
                });
        yield sorted;
      }
      case List<?> items -> {
        List<@Nullable Object> all = new ArrayList<>();
        PlainValues.list(items).forEach(item -> all.add(of(item)));
        yield all;
      }
      case Number number -> {
        BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        yield decimal.scale() < 0 ? decimal.setScale(0) : decimal;
      }
      case null, default -> value;
    };
  }
}
