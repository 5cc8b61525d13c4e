package io.navette.connector.file;

import io.navette.failure.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
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
 * Text from bytes, without giving up at a byte that stands for no character: such a byte {@code b}
 * becomes the lone surrogate U+DC00 + b, which no valid text contains, so that its row alone can be
 * refused. A byte order mark goes before the declared encoding.
 */
public final class Decoder extends Reader {
  private static final int ESCAPE = 0xDC00;

  private final InputStream stream;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).limit(0);
  private boolean ended;
  private boolean flushed;
  private boolean damaged;

  private Decoder(InputStream stream, Charset charset) {
    this.stream = stream;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Opens a file; the declared encoding is used where no byte order mark says otherwise. */
  public static Decoder open(Path file, Charset declared) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(Input.open(file), 1 << 16);
    try {
      stream.mark(4);
      byte[] start = stream.readNBytes(3);
      Optional<Charset> marked = marked(start);
      stream.reset();
      stream.skipNBytes(
          marked.map(charset -> charset.equals(StandardCharsets.UTF_8) ? 3 : 2).orElse(0));
      return new Decoder(stream, marked.orElse(declared));
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

  /** What is wrong with a text that was read here; empty for a sound one. */
  public Optional<String> damage(String text) {
    int at = damaged ? escape(text) : -1;
    return at < 0
        ? Optional.empty()
        : Optional.of(
            "the byte 0x"
                + HexFormat.of().toHexDigits((byte) text.charAt(at))
                + " is not "
                + charset.name());
  }

  /** The text with U+FFFD for bytes that stood for no character. */
  public String shown(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int at = escape(shown); at >= 0; at = escape(shown)) {
      shown.setCharAt(at, '\uFFFD');
    }
    return shown.toString();
  }

  private static int escape(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        i++;
      } else if (Character.isLowSurrogate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    CharBuffer characters = CharBuffer.wrap(into, offset, length);
    while (characters.position() == 0 && !flushed) {
      decode(characters);
    }
    return characters.position() == 0 && length > 0 ? -1 : characters.position();
  }

  private void decode(CharBuffer characters) throws IOException {
    CoderResult result = decoder.decode(bytes, characters, ended);
    if (result.isError()) {
      escape(result.length(), characters);
    } else if (result.isUnderflow() && ended) {
      decoder.flush(characters);
      flushed = true;
    } else if (result.isUnderflow()) {
      fill();
    }
  }

  private void escape(int length, CharBuffer characters) {
    damaged = true;
    for (int i = 0; i < length && characters.hasRemaining(); i++) {
      characters.put((char) (ESCAPE + (bytes.get() & 0xFF)));
    }
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
