package io.navette.http;

import io.navette.failure.Failure;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/** Adds the credentials to what goes to a pinned host, and refuses the rest unless anonymous. */
final class Credentials implements Layer {
  private final HttpSettings settings;
  private final Authentication authentication;
  private final Redaction redaction;

  Credentials(HttpSettings settings, Authentication authentication, Redaction redaction) {
    this.settings = settings;
    this.authentication = authentication;
    this.redaction = redaction;
  }

  @Override
  public Response send(Request request, Next next) throws IOException {
    if (SendOptions.of(request).anonymous()) {
      return next.send(request);
    }
    if (!settings.pinned(request.url())) {
      throw new Failure.Configuration(
          settings.connection()
              + ": "
              + request.url().host()
              + " is none of its hosts: "
              + String.join(", ", settings.hosts()),
          "if it may see the credentials, add it to the connection's hosts");
    }
    while (true) {
      Request.Builder builder = request.newBuilder();
      authentication.apply(builder);
      Request proven = builder.build();
      redaction.learn(request, proven);
      Response response = next.send(proven);
      if (!(authentication instanceof Rotating several) || !several.usedUp(proven, response)) {
        return response;
      }
      response.close();
    }
  }
}
