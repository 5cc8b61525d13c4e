package io.navette.http;

import java.io.IOException;
import java.util.List;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One concern around every exchange. Layers nest in the order {@link Http} lists them. OkHttp's own
 * interceptors would do, but all share one call, whose timeout would count the waits between tries.
 */
interface Layer {

  Response send(Request request, Next next) throws IOException;

  /** The layers further in, and the network below them. */
  interface Next {
    Response send(Request request) throws IOException;
  }

  static Next nest(List<Layer> outermostFirst, Next network) {
    Next next = network;
    for (Layer layer : outermostFirst.reversed()) {
      Next inner = next;
      next = request -> layer.send(request, inner);
    }
    return next;
  }
}
