package io.navette.connector.rest.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator over what one method reads next, until that returns {@link #END}. */
final class Pulled implements Iterator<@Nullable Object> {
  static final Object END = new Object();
  private static final Object UNREAD = new Object();

  private final Next next;
  private @Nullable Object ahead = UNREAD;

  Pulled(Next next) {
    this.next = next;
  }

  /** Reads one more value. */
  interface Next {
    @Nullable Object read() throws IOException;
  }

  @Override
  public boolean hasNext() {
    if (ahead == UNREAD) {
      try {
        ahead = next.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ahead != END;
  }

  @Override
  public @Nullable Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object value = ahead;
    ahead = UNREAD;
    return value;
  }
}
