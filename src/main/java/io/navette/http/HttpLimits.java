package io.navette.http;

import java.time.Duration;

/**
 * How long and how large one exchange may become.
 *
 * @param connect until the connection stands, TLS included
 * @param read between two bytes from the remote, or to it
 * @param call for one exchange with its body; waits between tries are not part of it
 * @param maxBody bytes of an answer held in memory, after decompression
 * @param maxDownload bytes of an answer that is streamed, after decompression
 * @param maxRedirects hops followed for one request
 * @param idleConnections kept open for the next request
 */
public record HttpLimits(
    Duration connect,
    Duration read,
    Duration call,
    long maxBody,
    long maxDownload,
    int maxRedirects,
    int idleConnections) {

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          64L << 20,
          64L << 30,
          5,
          10);

  public HttpLimits {
    if (maxBody < 1 || maxDownload < 1 || maxRedirects < 0 || idleConnections < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }

  /** Silence of more than this is an error. */
  public HttpLimits withRead(Duration changed) {
    return new HttpLimits(
        connect, changed, call, maxBody, maxDownload, maxRedirects, idleConnections);
  }

  public HttpLimits withCall(Duration changed) {
    return new HttpLimits(
        connect, read, changed, maxBody, maxDownload, maxRedirects, idleConnections);
  }

  public HttpLimits withMaxBody(long changed) {
    return new HttpLimits(connect, read, call, changed, maxDownload, maxRedirects, idleConnections);
  }

  public HttpLimits withIdleConnections(int changed) {
    return new HttpLimits(connect, read, call, maxBody, maxDownload, maxRedirects, changed);
  }
}
