package io.navette.connector.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The process's standard output: what is written to it can't be taken back. */
final class StandardOutput implements Output {
  private final OutputStream stream;

  StandardOutput(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, 1 << 16);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Optional<Path> previous() {
    return Optional.empty();
  }

  @Override
  public void publish() throws IOException {
    stream.flush();
  }

  @Override
  public void discard() {}
}
