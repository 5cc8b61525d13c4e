package io.navette.sync;

import java.util.Iterator;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Numbers that come mostly in runs, short as text: {@code 1-57 59 61-300}. */
final class IdSet {
  private final TreeSet<Long> ids = new TreeSet<>();

  static IdSet parse(String text) {
    IdSet set = new IdSet();
    for (String part : text.isBlank() ? new String[0] : text.split(" ", -1)) {
      String[] ends = part.split("-", -1);
      long last = Long.parseLong(ends[ends.length - 1]);
      for (long id = Long.parseLong(ends[0]); id <= last; id++) {
        set.ids.add(id);
      }
    }
    return set;
  }

  void add(long id) {
    ids.add(id);
  }

  void remove(long id) {
    ids.remove(id);
  }

  boolean contains(long id) {
    return ids.contains(id);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ");
    Iterator<Long> rest = ids.iterator();
    if (!rest.hasNext()) {
      return "";
    }
    long first = rest.next();
    long last = first;
    while (rest.hasNext()) {
      long next = rest.next();
      if (next > last + 1) {
        text.add(first == last ? Long.toString(first) : first + "-" + last);
        first = next;
      }
      last = next;
    }
    return text.add(first == last ? Long.toString(first) : first + "-" + last).toString();
  }
}
