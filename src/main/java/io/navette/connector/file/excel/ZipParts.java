package io.navette.connector.file.excel;

import io.navette.connector.file.FileFailure;
import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The parts of an .xlsx file: a zip of XML documents. Used by one thread. */
final class ZipParts implements AutoCloseable {
  /** Beyond these, what one byte unpacks to is a bomb rather than a sheet. */
  private static final long FREE_BYTES = 16L << 20;

  private static final long MOST_PER_BYTE = 200;
  private static final int OLE2 = 0xD0CF11E0;
  private static final int ZIP = 0x504B0304;

  private final FileStream stream;
  private final ZipFile zip;

  ZipParts(FileStream stream) {
    this.stream = stream;
    try {
      checkKind();
      this.zip = new ZipFile(stream.file().toFile());
    } catch (ZipException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  private void checkKind() throws IOException {
    byte[] start;
    try (InputStream input = Files.newInputStream(stream.file())) {
      start = input.readNBytes(4);
    }
    int magic = start.length < 4 ? 0 : java.nio.ByteBuffer.wrap(start).getInt();
    if (magic == OLE2) {
      throw new Failure.Data(
          stream.where() + ": it is an old .xls workbook, or one with a password, not an .xlsx",
          "open it in Excel and save it as .xlsx without a password");
    }
    if (magic != ZIP) {
      throw new Failure.Data(stream.where() + ": it is not an .xlsx workbook", "");
    }
  }

  boolean has(String part) {
    return zip.getEntry(part) != null;
  }

  /** Opens a part for reading; its events are checked for document types by {@link Markup}. */
  Markup open(String part) {
    ZipEntry entry = zip.getEntry(part);
    if (entry == null) {
      throw damaged("it has no " + part, null);
    }
    try {
      return new Markup(stream, new Unpacked(zip.getInputStream(entry), entry));
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  Failure damaged(String what, @Nullable Throwable cause) {
    String text = stream.where() + ": the workbook is damaged: " + what;
    String hint = "open it in Excel and save it again";
    return cause == null ? new Failure.Data(text, hint) : new Failure.Data(text, hint, cause);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw FileFailure.of(stream.where(), e);
    }
  }

  /** Stops at content that unpacks to too many times its size. */
  private final class Unpacked extends FilterInputStream {
    private final long most;
    private long count;

    Unpacked(InputStream in, ZipEntry entry) {
      super(in);
      this.most = FREE_BYTES + MOST_PER_BYTE * Math.max(1, entry.getCompressedSize());
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int more) {
      count += more;
      if (count > most) {
        throw new Failure.Data(
            stream.where()
                + ": it unpacks to more than "
                + MOST_PER_BYTE
                + " times its size, as a zip bomb does",
            "check where the file comes from");
      }
    }
  }
}
