package io.navette.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bob Jenkins' hash lookup3 with a seed and a result of 64 bits, as PostgreSQL computes it on
 * little-endian machines ({@code hash_bytes_extended} and {@code hash_bytes_uint32_extended} in its
 * {@code src/common/hashfn.c}): what a server can hash itself is hashed alike here.
 */
public final class Lookup3 {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int START = 0x9e3779b9 + 3923095;

  private int a;
  private int b;
  private int c;

  private Lookup3(int length, long seed) {
    a = START + length;
    b = a;
    c = a;
    if (seed != 0) {
      a += (int) (seed >>> 32);
      b += (int) seed;
      mix();
    }
  }

  /** The hash of some bytes. */
  public static long hash(byte[] bytes, int from, int length, long seed) {
    Lookup3 state = new Lookup3(length, seed);
    int at = from;
    for (int left = length; left >= 12; left -= 12) {
      state.a += (int) INTS.get(bytes, at);
      state.b += (int) INTS.get(bytes, at + 4);
      state.c += (int) INTS.get(bytes, at + 8);
      state.mix();
      at += 12;
    }
    state.rest(bytes, at, from + length - at);
    return state.end();
  }

  /** The hash of a number of 32 bits. */
  public static long hash(int value, long seed) {
    Lookup3 state = new Lookup3(Integer.BYTES, seed);
    state.a += value;
    return state.end();
  }

  /** The lowest byte of the third word is left to the length. */
  private void rest(byte[] bytes, int at, int left) {
    for (int i = 0; i < left; i++) {
      int value = bytes[at + i] & 0xff;
      if (i < 4) {
        a += value << (8 * i);
      } else if (i < 8) {
        b += value << (8 * (i - 4));
      } else {
        c += value << (8 * (i - 7));
      }
    }
  }

  private void mix() {
    a = (a - c) ^ Integer.rotateLeft(c, 4);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 6);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 8);
    b += a;
    a = (a - c) ^ Integer.rotateLeft(c, 16);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 19);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 4);
    b += a;
  }

  private long end() {
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
    return ((long) b << 32) | (c & 0xffffffffL);
  }
}
