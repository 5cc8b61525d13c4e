package io.navette.row;

/**
 * Rows as the bytes of the system they were read from, which another system of its family takes as
 * they are. Never changed once made.
 */
public final class Encoded {
  private final int rows;
  private final byte[] bytes;
  private final int length;

  /**
   * @param rows how many there are
   * @param bytes handed over, not copied; may be longer than {@code length}
   */
  public Encoded(int rows, byte[] bytes, int length) {
    this.rows = rows;
    this.bytes = bytes;
    this.length = length;
  }

  public int rows() {
    return rows;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }
}
