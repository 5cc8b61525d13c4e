package io.navette.connector.rest;

import io.navette.testing.ApiContract;
import io.navette.testing.ApiFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** All connectors to web APIs, each with its fixtures. */
@ParameterizedClass(name = "{0}")
@MethodSource("fixtures")
final class ApiScenariosTest extends ApiContract {
  ApiScenariosTest(ApiFixture fixture) {
    super(fixture);
  }

  static List<ApiFixture> fixtures() throws IOException {
    return ApiFixture.all();
  }
}
