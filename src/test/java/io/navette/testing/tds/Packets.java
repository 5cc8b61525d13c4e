package io.navette.testing.tds;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads messages from packets. Used by one thread. */
final class Packets {
  private final DataInputStream stream;

  Packets(InputStream stream) {
    this.stream = new DataInputStream(new BufferedInputStream(stream));
  }

  /** A whole message. */
  static final class Message {
    private final int type;
    private final byte[] bytes;

    Message(int type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    int type() {
      return type;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** The next message; null when the client has gone. */
  @Nullable Message read() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int type = stream.read();
      if (type < 0) {
        return null;
      }
      int status = stream.readUnsignedByte();
      int length = stream.readUnsignedShort();
      stream.readInt();
      all.write(stream.readNBytes(length - 8));
      if ((status & 1) != 0) {
        return new Message(type, all.toByteArray());
      }
    }
  }
}
