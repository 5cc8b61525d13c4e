package io.navette.connector.rest.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The values of all files in a zip, in order, each file read by another decoder. */
public final class ZipfileDecoder implements Decoder {
  private final Decoder inner;
  private final long mostBytes;

  public ZipfileDecoder(Decoder inner, long mostBytes) {
    this.inner = inner;
    this.mostBytes = mostBytes;
  }

  @Override
  public Iterator<@Nullable Object> decode(InputStream body) throws IOException {
    ZipInputStream zip = new ZipInputStream(body);
    Entries entries = new Entries(zip, new Bounded(zip, mostBytes));
    if (!entries.open()) {
      throw new IOException("the response is not a zip file, or one without files");
    }
    return new Pulled(entries::next);
  }

  private final class Entries {
    private final ZipInputStream zip;
    private final InputStream unpacked;
    private @Nullable Iterator<@Nullable Object> values;

    Entries(ZipInputStream zip, InputStream unpacked) {
      this.zip = zip;
      this.unpacked = unpacked;
    }

    /** Goes on to the next file; false after the last. */
    boolean open() throws IOException {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && entry.isDirectory()) {
        entry = zip.getNextEntry();
      }
      values = entry == null ? null : inner.decode(new Kept(unpacked));
      return entry != null;
    }

    @Nullable Object next() throws IOException {
      while (values != null) {
        if (values.hasNext()) {
          return values.next();
        }
        open();
      }
      return Pulled.END;
    }
  }

  /** One file; closing it leaves the zip open for the next. */
  private static final class Kept extends FilterInputStream {
    Kept(InputStream file) {
      super(file);
    }

    @Override
    public void close() {}
  }
}
