package io.navette.connector.rest.expression;

/** From, to and step between the brackets of {@code list[from:to:step]}; None where left out. */
record Range(Object from, Object to, Object step) {
  interface Taker {
    void take(int index);
  }

  /** Calls with each index of a sequence of this length, in order. */
  void over(int length, Taker taker) {
    long by = step == None.NONE ? 1 : Numbers.index(step);
    if (by == 0) {
      throw Fault.value("the step of a slice is zero");
    }
    long first = bound(from, by > 0 ? 0 : length - 1L, by, length);
    long last = bound(to, by > 0 ? length : -1L, by, length);
    for (long index = first; by > 0 ? index < last : index > last; index += by) {
      taker.take((int) index);
    }
  }

  private static long bound(Object given, long otherwise, long by, int length) {
    if (given == None.NONE) {
      return otherwise;
    }
    long index = Numbers.index(given);
    long fromStart = index < 0 ? index + length : index;
    return by > 0 ? Math.clamp(fromStart, 0, length) : Math.clamp(fromStart, -1, length - 1);
  }
}
