package io.navette.connector.warehouse;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows on their way, in a file: a line each, in UTF-8, with its end. Reading blocks.
 *
 * @param first where the first line begins in the file
 * @param end where the last one ends
 * @param count of lines, at least 1
 */
public record Lines(Path file, long first, long end, long count) {
  /** How long they are together. */
  public long bytes() {
    return end - first;
  }

  /** Their bytes, read from the file as they are asked for. */
  @MustBeClosed
  public InputStream open() throws IOException {
    InputStream all = Files.newInputStream(file);
    all.skipNBytes(first);
    return new BufferedInputStream(new FirstBytes(all, bytes()));
  }

  /** Their bytes in memory, for few of them. */
  public byte[] content() throws IOException {
    try (InputStream all = open()) {
      return all.readAllBytes();
    }
  }

  /** Their texts in memory, for few of them. */
  public List<String> texts() throws IOException {
    return new String(content(), StandardCharsets.UTF_8).lines().toList();
  }

  /** Two parts, of more than one line. */
  List<Lines> halves() throws IOException {
    return cut((line, offset) -> line == count / 2);
  }

  /**
   * The lines that begin at these offsets each for itself, and what stands between them.
   *
   * @param offsets from the first line's beginning; others than those of lines count for nothing
   */
  List<Lines> apart(Set<Long> offsets) throws IOException {
    boolean[] alone = {offsets.contains(0L)};
    return cut(
        (line, offset) -> {
          boolean named = offsets.contains(offset);
          boolean begins = named || alone[0];
          alone[0] = named;
          return begins;
        });
  }

  /** Whether a part begins with a line that is not the first. */
  @FunctionalInterface
  private interface Beginning {
    boolean isAt(long line, long offset);
  }

  private List<Lines> cut(Beginning beginning) throws IOException {
    List<Lines> parts = new ArrayList<>();
    long part = 0;
    long partLine = 0;
    long line = 0;
    long offset = 0;
    try (InputStream all = open()) {
      for (int next = all.read(); next >= 0; next = all.read()) {
        offset++;
        if (next == '\n') {
          line++;
          if (line < count && beginning.isAt(line, offset)) {
            parts.add(new Lines(file, first + part, first + offset, line - partLine));
            part = offset;
            partLine = line;
          }
        }
      }
    }
    parts.add(new Lines(file, first + part, end, count - partLine));
    return parts;
  }
}
