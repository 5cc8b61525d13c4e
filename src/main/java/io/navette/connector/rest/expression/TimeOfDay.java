package io.navette.connector.rest.expression;

import java.time.LocalTime;

/** A time without date. */
record TimeOfDay(LocalTime time) {
  String plain() {
    return Moment.clock(time, "auto");
  }
}
