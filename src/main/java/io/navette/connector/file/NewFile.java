package io.navette.connector.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file written beside its target and moved over it when complete. Its name follows from the
 * target's, so that what a killed run left behind is overwritten by the next.
 */
final class NewFile implements Output {
  private final Path target;
  private final Path draft;
  private Optional<OutputStream> stream = Optional.empty();

  NewFile(Path file) throws IOException {
    // A symbolic link stays one.
    this.target = Files.exists(file) ? file.toRealPath() : file;
    this.draft = target.resolveSibling("." + target.getFileName() + ".navette");
  }

  @Override
  public OutputStream stream() throws IOException {
    if (stream.isEmpty()) {
      stream = Optional.of(open());
    }
    return stream.get();
  }

  private OutputStream open() throws IOException {
    OutputStream raw = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16);
    return Input.isCompressed(target)
        ? new BufferedOutputStream(new GZIPOutputStream(raw, 1 << 16), 1 << 16)
        : raw;
  }

  @Override
  public Optional<Path> previous() {
    return Optional.of(target).filter(Files::exists);
  }

  @Override
  public void publish() throws IOException {
    stream().close();
    if (Files.exists(target)) {
      Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(target));
    }
    force(draft, StandardOpenOption.WRITE);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(Place.parent(target), StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }

  @Override
  public void discard() throws IOException {
    if (stream.isPresent()) {
      try {
        stream.get().close();
      } finally {
        Files.deleteIfExists(draft);
      }
    }
  }
}
