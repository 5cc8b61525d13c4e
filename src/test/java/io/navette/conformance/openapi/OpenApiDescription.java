package io.navette.conformance.openapi;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All OpenAPI documents of a vendor, which together are one description. */
final class OpenApiDescription implements Description {
  private final List<Operation> operations;

  OpenApiDescription(List<Document> documents) {
    this.operations = documents.stream().flatMap(one -> Operation.of(one).stream()).toList();
  }

  @Override
  public Optional<Described> operation(Exchange exchange) {
    return known(exchange).map(operation -> operation);
  }

  /** The operation with the fewest variables in its path. */
  Optional<Operation> known(Exchange exchange) {
    return operations.stream()
        .filter(operation -> operation.method().equals(exchange.method()))
        .filter(operation -> operation.variables(exchange.path()).isPresent())
        .min(Comparator.comparingInt(operation -> operation.names().size()));
  }
}
