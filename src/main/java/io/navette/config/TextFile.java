package io.navette.config;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that people and programs write; it is replaced whole or not at all. */
record TextFile(Path path, String shown) {

  /** Empty when there is no file. */
  String read() {
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (MalformedInputException e) {
      throw new Failure.Configuration(shown + ": is not UTF-8 text", "save it as UTF-8", e);
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  /** Whoever reads meanwhile finds the old text or the new one; rights and links stay. */
  void write(String text) {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path;
      Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
      Path fresh = target.resolveSibling(target.getFileName() + ".new");
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      keepRights(target, fresh);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("write", e);
    }
  }

  void delete() {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw failure("delete", e);
    }
  }

  private static void keepRights(Path from, Path to) throws IOException {
    if (Files.exists(from) && Files.getFileStore(from).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  /** Fails early when {@link #write} would. */
  void requireWritable() {
    Path folder = path.toAbsolutePath().resolveSibling("");
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    if (!Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
      throw failure("write", new IOException("permission denied"));
    }
  }

  private Failure failure(String act, IOException cause) {
    return new Failure.Configuration(
        shown + ": can't " + act + " it: " + cause.getMessage(),
        "check the disk and the file's rights",
        cause);
  }
}
