package io.navette.conformance.openapi;

import java.util.Optional;

/** What a vendor publishes of its API, in one of the formats {@link Descriptions} reads. */
interface Description {
  /** The operation an exchange is of; empty where this description does not hold it. */
  Optional<Described> operation(Exchange exchange);
}
