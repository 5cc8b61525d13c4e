package io.navette.connector.rest.expression;

import java.time.LocalDate;

/** A date without time. */
record Day(LocalDate date) {
  String quoted() {
    return "datetime.date(%d, %d, %d)"
        .formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }
}
