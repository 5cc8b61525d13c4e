package io.navette.conformance.openapi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What Intuit's XML schemas tell: bodies and answers, but neither parameters nor headers. */
final class IntuitDescription implements Description {
  private final OpenApiDescription operations;

  private IntuitDescription(OpenApiDescription operations) {
    this.operations = operations;
  }

  /** Empty where the files are not Intuit's. */
  static Optional<IntuitDescription> in(List<Path> files) throws IOException {
    Document document = Document.of("intuit", IntuitSchemas.openApi(files));
    return document.children(document.child(document.root(), "paths")).isEmpty()
        ? Optional.empty()
        : Optional.of(new IntuitDescription(new OpenApiDescription(List.of(document))));
  }

  @Override
  public Optional<Described> operation(Exchange exchange) {
    return operations.known(exchange).map(Bodies::new);
  }

  /** An operation of which nothing but the bodies is known. */
  private record Bodies(Operation operation) implements Described {
    @Override
    public String title() {
      return operation.title();
    }

    @Override
    public Optional<List<Deviation>> request(Exchange exchange) {
      return exchange.body().isEmpty()
          ? Optional.empty()
          : Optional.of(BodyCheck.ofRequest(operation, exchange));
    }

    @Override
    public Optional<List<Deviation>> answer(Exchange.Answer answer) {
      return BodyCheck.ofAnswer(operation, answer);
    }
  }
}
