package io.navette.testing.tds;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** The packets of one connection, in the clear or in TLS. */
record Channel(Socket socket, Packets in, Output out) {
  static Channel of(Socket socket) throws IOException {
    return new Channel(
        socket, new Packets(socket.getInputStream()), new Output(socket.getOutputStream()));
  }

  /** TLS whose handshake stands in packets of type 18 ([MS-TDS] 2.2.6.5); all after it does not. */
  Channel secured(SSLContext tls) throws IOException {
    return of(HandshakeSocket.secured(socket, tls));
  }
}
