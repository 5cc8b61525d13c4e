package io.navette.connector.rest;

import io.navette.testing.WriteContract;
import io.navette.testing.WriteFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** All connectors to web APIs that can be written to, each with its fixtures. */
@ParameterizedClass(name = "{0}")
@MethodSource("fixtures")
final class ApiWriteScenariosTest extends WriteContract {
  ApiWriteScenariosTest(WriteFixture fixture) {
    super(fixture);
  }

  static List<WriteFixture> fixtures() throws IOException {
    return WriteFixture.all();
  }
}
