package io.navette.http;

import java.io.IOException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, and the time its clients live in. */
abstract class HttpFixture {
  static final MediaType JSON = MediaType.get("application/json");

  Surroundings around;
  LocalServer server;

  @BeforeEach
  void start() throws IOException {
    around = new Surroundings();
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  HttpSettings settings() {
    return HttpSettings.of("shop", server.url("/"))
        .withLimits(HttpLimits.DEFAULT.withRead(Duration.ofSeconds(5)));
  }

  @SuppressWarnings("MustBeClosedChecker")
  Http open(HttpSettings settings) {
    return Http.open(settings, Authentication.NONE, around.context());
  }

  Request get(String path) {
    return new Request.Builder().url(server.url(path)).build();
  }

  Request post(String path, String body) {
    return new Request.Builder().url(server.url(path)).post(RequestBody.create(body, JSON)).build();
  }
}
