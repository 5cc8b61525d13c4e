package io.navette.connector;

import java.util.List;
import java.util.Optional;

/** All connectors of this program, as {@code Main} lists them. */
public record Catalog(List<Connector> connectors) {
  public Catalog {
    connectors = List.copyOf(connectors);
  }

  /** The connector users call by this {@code type:}. */
  public Optional<Connector> find(String name) {
    return connectors.stream().filter(connector -> connector.name().equals(name)).findFirst();
  }

  public List<String> names() {
    return connectors.stream().map(Connector::name).sorted().toList();
  }
}
