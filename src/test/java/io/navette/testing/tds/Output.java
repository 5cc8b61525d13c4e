package io.navette.testing.tds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes little-endian values into packets ([MS-TDS] 2.2.3.1): type, status, length, process,
 * number, window. Used by one thread.
 */
final class Output {
  private static final int HEADER = 8;
  private static final int LAST = 1;

  private final OutputStream stream;
  private byte[] packet = new byte[4096];
  private int type = 4;
  private int length = HEADER;
  private int number = 1;

  Output(OutputStream stream) {
    this.stream = stream;
  }

  /** What the next messages are: 4 for a response, 18 for a handshake. */
  Output type(int value) {
    type = value;
    return this;
  }

  /** The size the client asked for; between messages only. */
  void packetSize(int size) {
    packet = new byte[size];
  }

  Output u8(int value) throws IOException {
    if (length == packet.length) {
      send(0);
    }
    packet[length++] = (byte) value;
    return this;
  }

  Output u16(int value) throws IOException {
    return u8(value).u8(value >> 8);
  }

  Output i32(int value) throws IOException {
    return u16(value).u16(value >> 16);
  }

  Output i64(long value) throws IOException {
    return i32((int) value).i32((int) (value >> 32));
  }

  /** The lowest bytes of a number, lowest first. */
  Output unsigned(long value, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      u8((int) (value >> (8 * i)));
    }
    return this;
  }

  Output bytes(byte... values) throws IOException {
    for (byte value : values) {
      u8(value);
    }
    return this;
  }

  Output utf16(String text) throws IOException {
    return bytes(text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** A text with its length in characters before it, in one byte. */
  Output shortText(String text) throws IOException {
    return u8(text.length()).utf16(text);
  }

  /** Ends the message. */
  void end() throws IOException {
    send(LAST);
    number = 1;
    stream.flush();
  }

  private void send(int status) throws IOException {
    packet[0] = (byte) type;
    packet[1] = (byte) status;
    packet[2] = (byte) (length >> 8);
    packet[3] = (byte) length;
    packet[4] = 0;
    packet[5] = 51;
    packet[6] = (byte) number++;
    packet[7] = 0;
    stream.write(packet, 0, length);
    length = HEADER;
  }
}
