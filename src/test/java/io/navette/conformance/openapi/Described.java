package io.navette.conformance.openapi;

import java.util.List;
import java.util.Optional;

/** An operation that a description holds. */
interface Described {
  /** How {@code deviations.yaml} names it: method and path, and what tells it from others there. */
  String title();

  /** What deviates in a request; empty where the description says nothing of requests. */
  Optional<List<Deviation>> request(Exchange exchange);

  /** What deviates in an answer; empty where the description says nothing of it. */
  Optional<List<Deviation>> answer(Exchange.Answer answer);
}
