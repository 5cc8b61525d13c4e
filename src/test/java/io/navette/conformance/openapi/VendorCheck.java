package io.navette.conformance.openapi;

import io.navette.conformance.openapi.Deviation.Side;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Holds all exchanges of one vendor against its descriptions. */
final class VendorCheck {
  private final List<Description> descriptions;
  private final Explanations explanations;
  private final Map<Side, Tally> tallies = new EnumMap<>(Side.class);
  private final SortedMap<Deviation, Set<String>> unexplained = new TreeMap<>();
  private final Set<List<Object>> seen = new LinkedHashSet<>();

  VendorCheck(List<Description> descriptions, Explanations explanations) {
    this.descriptions = descriptions;
    this.explanations = explanations;
    for (Side side : Side.values()) {
      tallies.put(side, new Tally());
    }
  }

  /** How the requests or the answers came out. */
  static final class Tally {
    int right;

    /** Right but for a header, a parameter or how one signs in, which is explained. */
    int butFor;

    int explained;
    int deviating;
    int undescribed;
  }

  Tally tally(Side side) {
    return Objects.requireNonNull(tallies.get(side));
  }

  /** Deviations that nobody explained, with the fixtures they come from. */
  SortedMap<Deviation, Set<String>> unexplained() {
    return unexplained;
  }

  Set<String> unusedExplanations() {
    return explanations.unused();
  }

  boolean isGood() {
    return unexplained.isEmpty();
  }

  void hold(Exchange sent) {
    Exchange exchange = explanations.described(sent);
    List<Described> known =
        descriptions.stream().flatMap(one -> one.operation(exchange).stream()).toList();
    if (!exchange.wrong() && seen.add(key(exchange))) {
      request(sent, exchange, found(known, operation -> operation.request(exchange)));
    }
    exchange.answer().ifPresent(answer -> hold(exchange, known, answer));
  }

  /** What all descriptions together find; empty where none says anything. */
  private static Optional<List<Deviation>> found(
      List<Described> known, Function<Described, Optional<List<Deviation>>> check) {
    List<List<Deviation>> found =
        known.stream().flatMap(operation -> check.apply(operation).stream()).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.stream().flatMap(List::stream).distinct().toList());
  }

  private static List<Object> key(Exchange exchange) {
    return List.of(exchange.method(), exchange.path(), exchange.query(), exchange.body());
  }

  /**
   * @param sent as it was sent; {@code exchange} is the same as the description knows it
   */
  private void request(Exchange sent, Exchange exchange, Optional<List<Deviation>> found) {
    if (found.isPresent()) {
      count(tally(Side.REQUEST), found.get(), exchange);
      return;
    }
    tally(Side.REQUEST).undescribed++;
    String title = sent.method() + " " + sent.path();
    Deviation deviation = Deviation.of(Side.REQUEST, title, "path", "is not described");
    if (!explanations.explain(deviation, exchange.fixture())) {
      note(deviation, exchange);
    }
  }

  private void hold(Exchange exchange, List<Described> known, Exchange.Answer answer) {
    List<String> titles = known.stream().map(Described::title).toList();
    if (!seen.add(List.of(titles.isEmpty() ? exchange.path() : titles, answer))) {
      return;
    }
    found(known, operation -> operation.answer(answer))
        .ifPresentOrElse(
            deviations -> count(tally(Side.ANSWER), deviations, exchange),
            () -> tally(Side.ANSWER).undescribed++);
  }

  private void count(Tally tally, List<Deviation> deviations, Exchange exchange) {
    List<Deviation> left =
        deviations.stream()
            .filter(deviation -> !explanations.explain(deviation, exchange.fixture()))
            .toList();
    left.forEach(deviation -> note(deviation, exchange));
    if (!left.isEmpty()) {
      tally.deviating++;
    } else if (deviations.isEmpty()) {
      tally.right++;
    } else if (deviations.stream().noneMatch(VendorCheck::isOfPathOrBody)) {
      tally.butFor++;
    } else {
      tally.explained++;
    }
  }

  private static boolean isOfPathOrBody(Deviation deviation) {
    return !deviation.at().matches("security|(query|header) .*");
  }

  private void note(Deviation deviation, Exchange exchange) {
    unexplained.computeIfAbsent(deviation, absent -> new LinkedHashSet<>()).add(exchange.fixture());
  }
}
