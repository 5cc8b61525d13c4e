package io.navette.connector.jdbc.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order. */
final class Bytes {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private Bytes() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
  }

  static int shortAt(byte[] data, int at) {
    return (short) SHORT.get(data, at);
  }

  static int intAt(byte[] data, int at) {
    return (int) INT.get(data, at);
  }

  static long longAt(byte[] data, int at) {
    return (long) LONG.get(data, at);
  }

  static void putShort(byte[] data, int at, int value) {
    SHORT.set(data, at, (short) value);
  }

  static void putInt(byte[] data, int at, int value) {
    INT.set(data, at, value);
  }

  static void putLong(byte[] data, int at, long value) {
    LONG.set(data, at, value);
  }
}
