package io.navette.connector.rest.expression;

/** Years and months, whose length depends on the date, and a rest of fixed length. */
record Period(long years, long months, Span rest) {
  long allMonths() {
    return years * 12 + months;
  }

  Period negated() {
    return new Period(-years, -months, new Span(-rest.microseconds()));
  }

  String plain() {
    StringBuilder text = new StringBuilder();
    if (years != 0) {
      text.append(years).append(years == 1 ? " year, " : " years, ");
    }
    if (months != 0) {
      text.append(months).append(months == 1 ? " month, " : " months, ");
    }
    return text.append(rest.plain()).toString();
  }
}
