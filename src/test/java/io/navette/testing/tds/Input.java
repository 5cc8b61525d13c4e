package io.navette.testing.tds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a message's little-endian values in order ([MS-TDS] 2.2.5). */
final class Input {
  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  int u8() {
    return bytes[at++] & 0xff;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  int i32() {
    return u16() | u16() << 16;
  }

  long i64() {
    return Integer.toUnsignedLong(i32()) | (long) i32() << 32;
  }

  /** A little-endian number of some bytes, without a sign. */
  long unsigned(int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) u8() << (8 * i);
    }
    return value;
  }

  byte[] bytes(int length) {
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  String utf16(int characters) {
    return new String(bytes(2 * characters), StandardCharsets.UTF_16LE);
  }

  /** A text whose length in characters stands in one byte. */
  String shortText() {
    return utf16(u8());
  }

  void skip(int length) {
    at += length;
  }

  /** Goes to a place counted from the message's start. */
  Input at(int position) {
    at = position;
    return this;
  }

  /** The length of the headers that a batch and a call begin with counts itself. */
  void skipHeaders() {
    int length = i32();
    skip(length - 4);
  }

  String rest() {
    return utf16((bytes.length - at) / 2);
  }
}
