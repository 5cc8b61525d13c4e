package io.navette.conformance.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a request brings what one of an operation's security schemes asks for. */
final class Security {
  private Security() {}

  static Optional<Deviation> of(Operation operation, Exchange exchange) {
    List<Place> alternatives = alternatives(operation);
    List<String> wanted = new ArrayList<>();
    for (Place alternative : alternatives) {
      List<Place> schemes = schemes(operation.document(), alternative);
      if (schemes.stream().allMatch(scheme -> brings(scheme, exchange))) {
        return Optional.empty();
      }
      schemes.forEach(scheme -> wanted.add(scheme.text("type") + " " + scheme.text("scheme")));
    }
    return alternatives.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Deviation.of(
                Deviation.Side.REQUEST,
                operation.title(),
                "security",
                "brings none of " + String.join(", ", wanted)));
  }

  /** Names of query parameters that hold a key. */
  static List<String> queryKeys(Operation operation) {
    return alternatives(operation).stream()
        .flatMap(alternative -> schemes(operation.document(), alternative).stream())
        .filter(scheme -> scheme.text("in").equals("query"))
        .map(scheme -> scheme.text("name"))
        .toList();
  }

  private static List<Place> alternatives(Operation operation) {
    Document document = operation.document();
    Place own = document.child(operation.place(), "security");
    return document.children(own.exists() ? own : document.child(document.root(), "security"));
  }

  private static List<Place> schemes(Document document, Place alternative) {
    List<Place> schemes = new ArrayList<>();
    alternative
        .node()
        .fieldNames()
        .forEachRemaining(
            name ->
                schemes.add(
                    document.child(document.root(), "components", "securitySchemes", name)));
    return schemes;
  }

  private static boolean brings(Place scheme, Exchange exchange) {
    String name = scheme.text("name");
    String authorization = exchange.headers().getOrDefault("authorization", "");
    return switch (scheme.text("type")) {
      case "apiKey" ->
          scheme.text("in").equals("query")
              ? exchange.query().stream().anyMatch(pair -> pair.getKey().equals(name))
              : exchange.headers().containsKey(name.toLowerCase(Locale.ROOT));
      case "http" ->
          authorization
              .toLowerCase(Locale.ROOT)
              .startsWith(scheme.text("scheme").toLowerCase(Locale.ROOT) + " ");
      default -> authorization.startsWith("Bearer ");
    };
  }
}
