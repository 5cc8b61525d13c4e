package io.navette.testing.tds;

import java.io.IOException;

/**
 * What a client says of itself ([MS-TDS] 2.2.6.4).
 *
 * @param packetSize in bytes
 */
record Login(String user, String password, String database, int packetSize) {
  static Login of(byte[] message) {
    Input in = new Input(message);
    int packetSize = in.at(8).i32();
    return new Login(
        text(message, 40),
        password(message),
        text(message, 68),
        packetSize == 0 ? 4096 : packetSize);
  }

  private static String text(byte[] message, int place) {
    Input in = new Input(message).at(place);
    int offset = in.u16();
    int length = in.u16();
    return in.at(offset).utf16(length);
  }

  /** Every byte's halves are swapped, and its bits turned by 0xA5. */
  private static String password(byte[] message) {
    byte[] clear = message.clone();
    Input in = new Input(message).at(44);
    int offset = in.u16();
    int length = in.u16();
    for (int i = offset; i < offset + 2 * length; i++) {
      int turned = (clear[i] & 0xff) ^ 0xa5;
      clear[i] = (byte) (turned << 4 | turned >> 4);
    }
    return new Input(clear).at(offset).utf16(length);
  }

  /** Answers the options a client sends first: version, encryption, instance, thread, MARS. */
  static void answerPrelogin(Output out, int encryption) throws IOException {
    int offset = 5 * 5 + 1;
    int[][] options = {{0, 6}, {1, 1}, {2, 1}, {3, 0}, {4, 1}};
    for (int[] option : options) {
      out.u8(option[0]).u8(offset >> 8).u8(offset).u8(0).u8(option[1]);
      offset += option[1];
    }
    out.u8(0xff);
    out.bytes((byte) 13, (byte) 0, (byte) 0x18, (byte) 0x9c, (byte) 0, (byte) 0);
    out.u8(encryption).u8(0).u8(0);
    out.end();
  }

  /** The encryption a client asks for. */
  static int askedEncryption(byte[] prelogin) {
    Input in = new Input(prelogin);
    for (int token = in.u8(); token != 0xff; token = in.u8()) {
      int offset = in.u8() << 8 | in.u8();
      in.skip(2);
      if (token == 1) {
        return new Input(prelogin).at(offset).u8();
      }
    }
    return 2;
  }
}
