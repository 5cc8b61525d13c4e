package io.navette.connector.file.excel;

import io.navette.connector.file.Decoder;
import io.navette.connector.file.FileFailure;
import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one part, read as bytes. Document types, and so entities of their own, are
 * refused; that each element is ended is checked by count, not by name. Used by one thread.
 */
final class Markup implements AutoCloseable {
  private static final int SIZE = 1 << 16;

  /** No tag or text of a workbook comes near: a cell holds 32,767 characters. */
  private static final int LONGEST = 1 << 24;

  private final FileStream stream;
  private final InputStream input;
  private final Attributes attributes = new Attributes();
  private final MarkupText text = new MarkupText();
  private byte[] bytes = new byte[SIZE];

  /** What was read ends here; what was dealt with ends at {@link #at}. */
  private int end;

  private int at;
  private int depth;
  private boolean start;
  private boolean alone;
  private int nameFrom;
  private int nameTo;
  private int tagTo;

  Markup(FileStream stream, InputStream input) {
    this.stream = stream;
    try {
      this.input = Decoder.utf8(input, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  /** Goes to the next start or end of an element; false at the end of the document. Blocks. */
  boolean next() {
    if (alone) {
      alone = false;
      start = false;
      depth--;
      return true;
    }
    while (toMark()) {
      switch (byteAt(at + 1)) {
        case '/' -> {
          end();
          return true;
        }
        case '!' -> aside();
        case '?' -> instruction();
        default -> {
          start();
          return true;
        }
      }
    }
    if (depth != 0) {
      throw ended();
    }
    return false;
  }

  /** Goes to the next {@code <}; false when there is none. */
  private boolean toMark() {
    while (true) {
      int found = at;
      while (found < end && bytes[found] != '<') {
        found++;
      }
      at = found;
      if (found < end) {
        return true;
      }
      if (!more()) {
        return false;
      }
    }
  }

  private void start() {
    int close = closing();
    start = true;
    depth++;
    alone = bytes[close - 1] == '/';
    tagTo = alone ? close - 1 : close;
    name(at + 1);
    attributes.within(bytes, nameTo, tagTo);
    at = close + 1;
  }

  private void end() {
    int close = closing();
    start = false;
    depth--;
    if (depth < 0) {
      throw damaged("an element ends that never began");
    }
    tagTo = close;
    name(at + 2);
    attributes.within(bytes, nameTo, tagTo);
    at = close + 1;
  }

  /** Where the tag at hand is closed; a {@code >} may stand in an attribute. */
  private int closing() {
    int place = seek(at + 1, '>', '"', '\'');
    while (bytes[place] != '>') {
      char quote = (char) bytes[place];
      place = seek(seek(place + 1, quote, quote, quote) + 1, '>', '"', '\'');
    }
    return place;
  }

  /** Where one of three bytes stands next, from there on. */
  private int seek(int from, char first, char second, char third) {
    int ahead = from - at;
    while (true) {
      for (int place = at + ahead; place < end; place++) {
        byte one = bytes[place];
        if (one == first || one == second || one == third) {
          return place;
        }
      }
      ahead = end - at;
      if (!more()) {
        throw ended();
      }
    }
  }

  private Failure ended() {
    return damaged("a part of it ends in the middle");
  }

  /** The name without its prefix. */
  private void name(int from) {
    nameFrom = from;
    int to = from;
    while (to < tagTo && bytes[to] > ' ') {
      if (bytes[to] == ':') {
        nameFrom = to + 1;
      }
      to++;
    }
    nameTo = to;
  }

  /** A comment; anything else is no part of a workbook outside of a text. */
  private void aside() {
    if (byteAt(at + 2) != '-') {
      throw new Failure.Data(
          stream.where() + ": it holds a document type, which a workbook never does",
          "check where the file comes from");
    }
    at += 2;
    skipPast("-->");
  }

  private void instruction() {
    int length = seek(at + 2, '>', '>', '>') - at;
    String whole = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length + 1;
    String said = whole.toLowerCase(Locale.ROOT).replace('\'', '"');
    int encoding = said.indexOf("encoding=\"");
    if (encoding >= 0 && !said.startsWith("utf-", encoding + "encoding=\"".length())) {
      throw damaged("a part of it is not UTF-8");
    }
  }

  private void skipPast(String mark) {
    int matched = 0;
    while (matched < mark.length()) {
      byte one = byteAt(at);
      // Of a longer row of dashes, the last two count.
      boolean again = one == '-' && matched == 2;
      matched = one == mark.charAt(matched) ? matched + 1 : again ? 2 : one == '-' ? 1 : 0;
      at++;
    }
  }

  /** A byte that must be there; what lies before {@link #at} is given up. */
  private byte byteAt(int place) {
    int ahead = place - at;
    while (at + ahead >= end) {
      if (!more()) {
        throw ended();
      }
    }
    return bytes[at + ahead];
  }

  /** Reads on; false at the end. {@link #at} moves with its bytes. */
  private boolean more() {
    if (at > 0) {
      System.arraycopy(bytes, at, bytes, 0, end - at);
      end -= at;
      at = 0;
    } else if (end == bytes.length) {
      if (bytes.length >= LONGEST) {
        throw damaged("a text or tag in it is longer than any cell can hold");
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    try {
      int read = input.read(bytes, end, bytes.length - end);
      end += Math.max(0, read);
      return read > 0;
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  private Failure damaged(String what) {
    return new Failure.Data(
        stream.where() + ": the workbook is damaged: " + what,
        "open it in Excel and save it again");
  }

  /** Goes to the end of an element. */
  void skip(String element) {
    boolean more = next();
    while (more && !isEnd(element)) {
      more = next();
    }
  }

  boolean isStart(String element) {
    return start && isNamed(element);
  }

  boolean isEnd(String element) {
    return !start && isNamed(element);
  }

  boolean isStart() {
    return start;
  }

  boolean isNamed(String element) {
    return Attributes.isAt(element, bytes, nameFrom, nameTo);
  }

  /** Those of the tag at hand; asked for before its text. */
  Attributes attributes() {
    return attributes;
  }

  /** An attribute without a prefix; null when it is missing. Asked for before the text. */
  @Nullable String attribute(String name) {
    return attributes.find(name) ? value() : null;
  }

  /** The first attribute of that name with a prefix; null when it is missing. */
  @Nullable String prefixed(String name) {
    return attributes.find(name, true) ? value() : null;
  }

  private String value() {
    text.clear();
    decode(attributes.from(), attributes.to());
    return text.toString();
  }

  /** The text of the element at hand, whose end is passed. Valid until the next call. */
  MarkupText text() {
    text.clear();
    if (alone) {
      next();
      return text;
    }
    while (true) {
      int length = seek(at, '<', '<', '<') - at;
      byte mark = byteAt(at + length + 1);
      decode(at, at + length);
      at += length;
      if (mark == '/') {
        end();
        Optional<String> damage = text.damage();
        if (damage.isPresent()) {
          throw damaged(damage.get());
        }
        return text;
      }
      part(mark);
    }
  }

  private void part(byte mark) {
    if (mark == '!' && byteAt(at + 2) == '[') {
      at += "<![CDATA[".length();
      int length = 0;
      while (byteAt(at + length) != '>'
          || length < 2
          || bytes[at + length - 1] != ']'
          || bytes[at + length - 2] != ']') {
        length++;
      }
      text.append(bytes, at, at + length - 2);
      at += length + 1;
    } else if (mark == '!') {
      aside();
    } else if (mark == '?') {
      instruction();
    } else {
      throw damaged("there is an element inside of a text");
    }
  }

  private void decode(int from, int to) {
    if (!text.decode(bytes, from, to)) {
      throw damaged("it has a character reference that stands for none");
    }
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }
}
