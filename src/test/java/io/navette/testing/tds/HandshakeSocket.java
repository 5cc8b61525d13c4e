package io.navette.testing.tds;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A socket whose bytes travel in packets until the handshake is done. */
final class HandshakeSocket extends Socket {
  private static final int PRELOGIN = 18;

  private final Socket socket;
  private final Packets packets;
  private final Output output;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);
  private volatile boolean done;

  private HandshakeSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.packets = new Packets(socket.getInputStream());
    this.output = new Output(socket.getOutputStream()).type(PRELOGIN);
  }

  static SSLSocket secured(Socket socket, SSLContext tls) throws IOException {
    HandshakeSocket wrapped = new HandshakeSocket(socket);
    SSLSocket secure =
        (SSLSocket)
            tls.getSocketFactory().createSocket(wrapped, "localhost", socket.getPort(), true);
    secure.setUseClientMode(false);
    // With TLS 1.3 a server goes on after the handshake, outside the packets.
    secure.setEnabledProtocols(new String[] {"TLSv1.2"});
    secure.startHandshake();
    wrapped.send();
    wrapped.done = true;
    return secure;
  }

  /** TLS before everything else, with the protocol's name in its handshake. */
  static SSLSocket strict(Socket socket, SSLContext tls) throws IOException {
    SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
    secure.setHandshakeApplicationProtocolSelector((any, offered) -> "tds/8.0");
    secure.startHandshake();
    return secure;
  }

  private void send() throws IOException {
    if (pending.size() > 0) {
      output.bytes(pending.toByteArray()).end();
      pending.reset();
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (current.available() > 0) {
          return current.read(into, offset, length);
        }
        if (done) {
          return socket.getInputStream().read(into, offset, length);
        }
        send();
        Packets.@Nullable Message message = packets.read();
        if (message == null) {
          return -1;
        }
        current = new ByteArrayInputStream(message.bytes());
        return current.read(into, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (done) {
          socket.getOutputStream().write(bytes, offset, length);
        } else {
          pending.write(bytes, offset, length);
        }
      }

      @Override
      public void flush() throws IOException {
        if (done) {
          socket.getOutputStream().flush();
        }
      }
    };
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public int getPort() {
    return socket.getPort();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws java.net.SocketException {
    socket.setTcpNoDelay(on);
  }

  @Override
  public void setSoTimeout(int milliseconds) throws java.net.SocketException {
    socket.setSoTimeout(milliseconds);
  }

  @Override
  public int getSoTimeout() throws java.net.SocketException {
    return socket.getSoTimeout();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
