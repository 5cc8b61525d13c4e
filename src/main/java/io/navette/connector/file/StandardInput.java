package io.navette.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Standard input as a file, since a stream is described before it is read. */
final class StandardInput implements AutoCloseable {
  private final InputStream stream;
  private Optional<Path> copy = Optional.empty();

  StandardInput(InputStream stream) {
    this.stream = stream;
  }

  /** Where the copy stands; the first call blocks until the input ends. */
  Place place(Place standard) {
    try {
      if (copy.isEmpty()) {
        copy = Optional.of(Files.createTempFile("navette-stdin", standard.extensions().get(0)));
        Files.copy(stream, copy.get(), StandardCopyOption.REPLACE_EXISTING);
      }
      return new Place(standard.connection(), copy.get(), standard.extensions());
    } catch (IOException e) {
      throw FileFailure.of(standard.where(), e);
    }
  }

  @Override
  public void close() {
    try {
      if (copy.isPresent()) {
        Files.deleteIfExists(copy.get());
      }
    } catch (IOException e) {
      throw FileFailure.of("the copy of standard input", e);
    }
  }
}
