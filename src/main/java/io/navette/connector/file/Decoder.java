package io.navette.connector.file;

import io.navette.failure.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * UTF-8 from files in any encoding, without giving up at a byte that stands for no character: such
 * a byte {@code b} becomes the three bytes of the surrogate U+DC00 + b, which no valid UTF-8
 * contains, so that its row alone can be refused. A byte order mark goes before the declared
 * encoding.
 */
public final class Decoder extends InputStream {
  private static final int ESCAPE = 0xDC00;

  private final InputStream stream;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).limit(0);
  private final CharBuffer characters = CharBuffer.allocate(1 << 15);
  private byte[] ready = {};
  private int at;
  private boolean ended;
  private boolean flushed;

  private Decoder(InputStream stream, Charset charset) {
    this.stream = stream;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Opens a file; the declared encoding is used where no byte order mark says otherwise. */
  public static InputStream utf8(Path file, Charset declared) throws IOException {
    return utf8(Input.open(file), declared);
  }

  /** As {@link #utf8(Path, Charset)}; the stream is closed when its beginning can't be read. */
  public static InputStream utf8(InputStream input, Charset declared) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(input, 1 << 16);
    try {
      stream.mark(4);
      byte[] start = stream.readNBytes(3);
      Optional<Charset> marked = marked(start);
      stream.reset();
      stream.skipNBytes(
          marked.map(charset -> charset.equals(StandardCharsets.UTF_8) ? 3 : 2).orElse(0));
      Charset charset = marked.orElse(declared);
      return charset.equals(StandardCharsets.UTF_8) ? stream : new Decoder(stream, charset);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /** The charset of that name. */
  public static Charset charset(String name, String where) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Failure.Configuration(
          where + ": encoding: there is no " + name,
          "common ones: UTF-8, ISO-8859-1, ISO-8859-15, windows-1252, UTF-16",
          e);
    }
  }

  private static Optional<Charset> marked(byte[] start) {
    String mark = HexFormat.of().formatHex(start);
    if (mark.equals("efbbbf")) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (mark.startsWith("feff")) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return mark.startsWith("fffe") ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
  }

  /** Names the byte of the file that stood for no character. */
  static String damage(byte[] bytes, int at, int to) {
    int value = bytes[at] & 0xFF;
    if (value == 0xED && at + 2 < to) {
      int surrogate = 0xD000 | ((bytes[at + 1] & 0x3F) << 6) | (bytes[at + 2] & 0x3F);
      return "the byte 0x" + hex(surrogate - ESCAPE) + " stands for no character of the encoding";
    }
    return "the byte 0x" + hex(value) + " is not UTF-8";
  }

  private static String hex(int value) {
    return HexFormat.of().toHexDigits((byte) value);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (at == ready.length && !flushed) {
      decode();
    }
    int read = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, offset, read);
    at += read;
    return read == 0 && length > 0 ? -1 : read;
  }

  private void decode() throws IOException {
    characters.clear();
    CoderResult result = decoder.decode(bytes, characters, ended);
    if (result.isUnderflow() && ended) {
      decoder.flush(characters);
      flushed = true;
    }
    characters.flip();
    String text = characters.toString();
    int damaged = result.isError() ? result.length() : 0;
    ready = escaped(text.getBytes(StandardCharsets.UTF_8), damaged);
    at = 0;
    if (result.isUnderflow() && !ended) {
      fill();
    }
  }

  private byte[] escaped(byte[] sound, int damaged) {
    byte[] all = java.util.Arrays.copyOf(sound, sound.length + 3 * damaged);
    for (int i = 0; i < damaged; i++) {
      int surrogate = ESCAPE + (bytes.get() & 0xFF);
      all[sound.length + 3 * i] = (byte) 0xED;
      all[sound.length + 3 * i + 1] = (byte) (0x80 | ((surrogate >> 6) & 0x3F));
      all[sound.length + 3 * i + 2] = (byte) (0x80 | (surrogate & 0x3F));
    }
    return all;
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = read < 0;
    bytes.position(bytes.position() + Math.max(0, read)).flip();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
