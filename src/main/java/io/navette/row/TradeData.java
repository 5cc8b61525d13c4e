package io.navette.row;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of trade data without asking anybody: whether the keys of GS1 end with the right
 * check digit (GS1 General Specifications, 7.9), and whether quantities are whole packages.
 */
public final class TradeData {
  private static final Map<String, List<Integer>> LENGTHS =
      Map.of("gtin", List.of(8, 12, 13, 14), "gln", List.of(13), "sscc", List.of(18));

  private TradeData() {}

  /** Whether the last of these digits is the check digit of those before it. */
  public static boolean isChecked(String digits) {
    return digits.matches("[0-9]{8,18}")
        && digits.charAt(digits.length() - 1)
            == checkDigit(digits.substring(0, digits.length() - 1));
  }

  private static char checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
      sum += weight * (digits.charAt(i) - '0');
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /**
   * What is wrong with a record, its lists and objects included: with a member whose name ends in
   * {@code gtin}, {@code gln} or {@code sscc}, or with a {@code quantity} beside a {@code
   * packaging_quantity}. Members without a value are passed over.
   *
   * @return a sentence that begins with the member; empty for a sound record
   */
  public static Optional<String> problem(Map<?, ?> record) {
    return problem("", record);
  }

  private static Optional<String> problem(String path, @Nullable Object value) {
    if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        Optional<String> found = problem(path + "[" + i + "]", items.get(i));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return value instanceof Map<?, ?> fields ? members(path, fields) : Optional.empty();
  }

  private static Optional<String> members(String path, Map<?, ?> fields) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      String at = prefix + field.getKey();
      Optional<String> found = key(at, field.getValue()).or(() -> problem(at, field.getValue()));
      if (found.isPresent()) {
        return found;
      }
    }
    return packages(prefix, fields);
  }

  private static Optional<String> key(String at, @Nullable Object value) {
    String text = value instanceof String || value instanceof Number ? value.toString() : "";
    String name = at.toLowerCase(Locale.ROOT);
    return LENGTHS.keySet().stream()
        .filter(kind -> !text.isEmpty() && name.endsWith(kind))
        .findFirst()
        .flatMap(kind -> wrong(kind, text).map(problem -> at + ": " + problem));
  }

  private static Optional<String> wrong(String kind, String text) {
    String called = text + " is no " + kind.toUpperCase(Locale.ROOT) + ": ";
    if (!text.matches("[0-9]+") || !LENGTHS.getOrDefault(kind, List.of()).contains(text.length())) {
      return Optional.of(
          called
              + LENGTHS.getOrDefault(kind, List.of()).toString().replaceAll("[\\[\\]]", "")
              + " digits expected");
    }
    return isChecked(text)
        ? Optional.empty()
        : Optional.of(
            called
                + "its check digit would be "
                + checkDigit(text.substring(0, text.length() - 1)));
  }

  private static Optional<String> packages(String prefix, Map<?, ?> fields) {
    Optional<BigDecimal> quantity = number(fields.get("quantity"));
    Optional<BigDecimal> each = number(fields.get("packaging_quantity"));
    if (quantity.isEmpty() || each.isEmpty() || each.get().signum() <= 0) {
      return Optional.empty();
    }
    return quantity.get().remainder(each.get()).signum() == 0
        ? Optional.empty()
        : Optional.of(
            "%squantity: %s is no multiple of packaging_quantity %s"
                .formatted(prefix, quantity.get().toPlainString(), each.get().toPlainString()));
  }

  private static Optional<BigDecimal> number(@Nullable Object value) {
    return value != null && value.toString().matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")
        ? Optional.of(new BigDecimal(value.toString()))
        : Optional.empty();
  }
}
