package io.navette.connector.rest.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which names a template takes from its context; followed while it is parsed. */
final class Names {
  private final Deque<Set<String>> known = new ArrayDeque<>();
  private final Set<String> needed = new LinkedHashSet<>();

  private boolean changing;

  Names() {
    known.push(new HashSet<>());
  }

  Set<String> needed() {
    return needed;
  }

  /** The template calls something that changes a list or a map. */
  void change() {
    changing = true;
  }

  boolean changing() {
    return changing;
  }

  void read(String name) {
    boolean set = known.stream().anyMatch(names -> names.contains(name));
    if (!set && !name.equals("self") && !Functions.ALL.containsKey(name)) {
      needed.add(name);
    }
  }

  void set(String name) {
    known.getFirst().add(name);
  }

  void enter() {
    known.push(new HashSet<>());
  }

  Set<String> leave() {
    return known.pop();
  }

  /** After the branches of a condition: what only some of them set must exist before. */
  void merge(Iterable<Set<String>> branches) {
    Set<String> all = new HashSet<>();
    branches.forEach(all::addAll);
    for (String name : all) {
      boolean everywhere = true;
      for (Set<String> branch : branches) {
        everywhere &= branch.contains(name);
      }
      if (!everywhere) {
        read(name);
      }
      set(name);
    }
  }
}
