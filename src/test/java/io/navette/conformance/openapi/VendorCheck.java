package io.navette.conformance.openapi;

import io.navette.conformance.openapi.Deviation.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds all exchanges of one vendor against its documents. */
final class VendorCheck {
  private final List<Operation> operations;
  private final Explanations explanations;
  private final Map<Side, Tally> tallies = new EnumMap<>(Side.class);
  private final SortedMap<Deviation, Set<String>> unexplained = new TreeMap<>();
  private final Set<List<Object>> seen = new LinkedHashSet<>();

  VendorCheck(List<Document> documents, Explanations explanations) {
    this.operations = documents.stream().flatMap(one -> Operation.of(one).stream()).toList();
    this.explanations = explanations;
    for (Side side : Side.values()) {
      tallies.put(side, new Tally());
    }
  }

  /** How the requests or the answers came out. */
  static final class Tally {
    int right;
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
    Optional<Operation> operation = operation(exchange);
    if (!exchange.wrong() && seen.add(key(exchange))) {
      request(sent, exchange, operation);
    }
    exchange.answer().ifPresent(answer -> hold(exchange, operation, answer));
  }

  private static List<Object> key(Exchange exchange) {
    return List.of(exchange.method(), exchange.path(), exchange.query(), exchange.body());
  }

  /**
   * @param sent as it was sent; {@code exchange} is the same as the description knows it
   */
  private void request(Exchange sent, Exchange exchange, Optional<Operation> operation) {
    if (operation.isEmpty()) {
      tally(Side.REQUEST).undescribed++;
      String title = sent.method() + " " + sent.path();
      Deviation deviation = Deviation.of(Side.REQUEST, title, "path", "is not described");
      if (!explanations.explain(deviation, exchange.fixture())) {
        note(deviation, exchange);
      }
      return;
    }
    List<Deviation> deviations = new ArrayList<>();
    deviations.addAll(ParameterCheck.of(operation.get(), exchange));
    Security.of(operation.get(), exchange).ifPresent(deviations::add);
    deviations.addAll(BodyCheck.ofRequest(operation.get(), exchange));
    count(tally(Side.REQUEST), deviations, exchange);
  }

  private void hold(Exchange exchange, Optional<Operation> operation, Exchange.Answer answer) {
    if (!seen.add(List.of(operation.map(Operation::title).orElse(exchange.path()), answer))) {
      return;
    }
    operation
        .flatMap(one -> BodyCheck.ofAnswer(one, answer))
        .ifPresentOrElse(
            deviations -> count(tally(Side.ANSWER), deviations, exchange),
            () -> tally(Side.ANSWER).undescribed++);
  }

  /** The operation with the fewest variables in its path. */
  private Optional<Operation> operation(Exchange exchange) {
    return operations.stream()
        .filter(operation -> operation.method().equals(exchange.method()))
        .filter(operation -> operation.variables(exchange.path()).isPresent())
        .min(Comparator.comparingInt(operation -> operation.names().size()));
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
    } else {
      tally.explained++;
    }
  }

  private void note(Deviation deviation, Exchange exchange) {
    unexplained.computeIfAbsent(deviation, absent -> new LinkedHashSet<>()).add(exchange.fixture());
  }
}
