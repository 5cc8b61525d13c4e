package io.navette.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.config.ConfigLoader;
import io.navette.config.ConfigSource;
import io.navette.config.References;
import io.navette.connector.ApiContext;
import io.navette.connector.Catalog;
import io.navette.connector.SharedState;
import io.navette.connector.rest.ApiConnector;
import io.navette.connector.rest.ManifestConnector;
import io.navette.connector.rest.RestConnector;
import io.navette.connector.rest.RestRuntime;
import io.navette.http.Surroundings;
import io.navette.sync.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens a fixture's connection as the program would. */
final class ApiConnection {
  /** What every ${env:SECRET} of a fixture stands for. */
  static final String SECRET = "s3cret-4711";

  private ApiConnection() {}

  /**
   * @param fixture the fixture's file
   * @param copies files beside it that the connection refers to
   * @param here puts the server's address where it belongs
   */
  static Endpoint open(
      Path fixture,
      Map<String, @Nullable Object> connection,
      List<String> copies,
      UnaryOperator<String> here,
      Surroundings around,
      Path folder,
      Consumer<String> log)
      throws IOException {
    for (String copy : copies) {
      Files.writeString(
          folder.resolve(copy), here.apply(Files.readString(fixture.resolveSibling(copy))));
    }
    String yaml =
        new JsonMapper().writeValueAsString(Map.of("connections", Map.of("api", connection)));
    Files.writeString(folder.resolve("navette.yaml"), here.apply(yaml));
    RestRuntime runtime = new RestRuntime(new ApiContext(around, around, SharedState.none()), log);
    return ConfigLoader.load(
            new ConfigSource(Optional.empty(), Map.of(), folder, Optional.empty(), List.of()),
            new Catalog(
                List.of(new ManifestConnector(runtime), new RestConnector(runtime)),
                () -> ApiConnector.all(runtime)))
        .endpoint(
            "api",
            new References(
                Map.of("SECRET", SECRET),
                () -> {
                  throw new IllegalStateException("a fixture has no keystore");
                },
                () -> {
                  throw new IllegalStateException("no secret manager");
                }));
  }
}
