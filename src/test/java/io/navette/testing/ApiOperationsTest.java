package io.navette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.ApiTarget;
import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Surroundings;
import io.navette.sync.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation of each object of an API, request by request. */
final class ApiOperationsTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  @TempDir Path folder = Path.of("unset");

  static List<WriteOperation> operations() throws IOException {
    return WriteOperation.all();
  }

  static List<String> connectors() throws IOException {
    return WriteOperation.all().stream().map(WriteOperation::connector).distinct().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void anOperationSendsJustWhatTheApiTakes(WriteOperation operation) throws IOException {
    try (OperationServer server = new OperationServer(operation)) {
      ApiWriting api = new ApiWriting(open(operation, server));
      if (!operation.fails().isEmpty()) {
        assertThatThrownBy(() -> api.write(operation.target(), operation.rows(), known(operation)))
            .isInstanceOf(Failure.class)
            .hasMessageContaining(operation.fails());
      } else {
        ApiWriting.Written written =
            api.write(operation.target(), operation.rows(), known(operation));
        assertThat(
                written.receipts().stream()
                    .filter(receipt -> !wasAsItIs(receipt))
                    .map(WriteOperation::told))
            .as("outcomes")
            .containsExactlyElementsOf(operation.outcomes());
      }
      server.assertAsked();
    }
    assertThat(String.join("\n", log)).doesNotContain(ApiConnection.SECRET);
  }

  /** Rows for which nothing had to be sent are not written down in a fixture. */
  private static boolean wasAsItIs(Receipt receipt) {
    return receipt.outcome() == Receipt.Outcome.UNCHANGED && receipt.message().isEmpty();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void everyOperationOfAConnectorIsShown(String connector) throws IOException {
    List<WriteOperation> operations =
        operations().stream().filter(one -> one.connector().equals(connector)).toList();
    Map<String, Set<String>> declared;
    try (OperationServer server = new OperationServer(operations.getFirst())) {
      declared = ((ApiTarget) open(operations.getFirst(), server).connector()).operations();
    }
    TreeSet<String> there = new TreeSet<>();
    declared.forEach((object, names) -> names.forEach(name -> there.add(object + " " + name)));
    assertThat(
            operations.stream()
                .map(one -> listed(one.object(), declared) + " " + one.operation())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(there);
  }

  /** An object that is not listed by its name is one of any name. */
  private static String listed(String object, Map<String, Set<String>> declared) {
    return declared.containsKey(object) ? object : "*";
  }

  private Endpoint open(WriteOperation operation, OperationServer server) throws IOException {
    return ApiConnection.open(
        operation.file(),
        operation.connection(),
        List.of(),
        server::here,
        new Surroundings(),
        folder,
        log::add);
  }

  private static IdMap known(WriteOperation operation) {
    IdMap ids = IdMap.inMemory();
    operation
        .known()
        .forEach(
            (key, id) ->
                ids.save(
                    List.of(
                        new Receipt(
                            key,
                            Optional.of(PythonText.of(id)),
                            Receipt.Outcome.CREATED,
                            "",
                            "before"))));
    return ids;
  }
}
