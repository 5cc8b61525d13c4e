package io.navette.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Sockets that end their connection when the thread that waits for them is interrupted, as {@link
 * java.nio.channels.InterruptibleChannel} promises; those of {@link SocketFactory#getDefault} wait
 * on, unless the thread is a virtual one. A virtual thread that waits for a socket leaves the JDK's
 * poller behind, for which a process waits 300 ms at its end.
 *
 * <p>Public with a constructor without parameters because drivers are told of it by name.
 */
public final class InterruptibleSockets extends SocketFactory {
  @Override
  public Socket createSocket() throws IOException {
    return SocketChannel.open().socket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private static Socket connected(InetSocketAddress remote) throws IOException {
    return SocketChannel.open(remote).socket();
  }

  private static Socket connected(InetSocketAddress remote, InetSocketAddress local)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.bind(local).connect(remote);
      return channel.socket();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
