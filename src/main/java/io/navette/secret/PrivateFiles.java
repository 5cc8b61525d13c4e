package io.navette.secret;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may read, replaced whole or not at all. */
final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /** In such a folder, e.g. /tmp, only owners replace files. */
  private static final int STICKY = 512;

  private PrivateFiles() {}

  private static FileAttribute<?>[] mode(Path near, String permissions) {
    return posix(near)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    } catch (IOException refused) {
      throw failure("create " + folder, refused);
    }
  }

  /** Creates a file of mode 0600; refuses to touch one that exists. */
  static void create(Path file, byte[] content) {
    try {
      write(file, content);
      syncFolder(file);
    } catch (FileAlreadyExistsException exists) {
      throw new Failure.Configuration(file + " exists already", "name another file", exists);
    } catch (IOException refused) {
      throw failure("write " + file, refused);
    }
  }

  /**
   * Replaces a file, keeping what it was in {@code .previous}. Whoever reads meanwhile, or after a
   * crash at any point, finds the old content or the new one. The caller holds the lock.
   */
  static void replace(Path file, byte[] content) {
    replace(file, content, true);
  }

  /** The same, leaving {@code .previous} as it is. */
  static void replaceOnly(Path file, byte[] content) {
    replace(file, content, false);
  }

  private static void replace(Path file, byte[] content, boolean keeping) {
    Path fresh = beside(file, ".new");
    try {
      Files.deleteIfExists(fresh);
      write(fresh, content);
      if (keeping) {
        keepPrevious(file);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(file);
    } catch (IOException refused) {
      throw failure("write " + file, refused);
    }
  }

  private static void keepPrevious(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    Path copy = beside(file, ".previous.new");
    Files.deleteIfExists(copy);
    write(copy, Files.readAllBytes(file));
    Files.move(copy, beside(file, ".previous"), StandardCopyOption.ATOMIC_MOVE);
  }

  static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode(file, "rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** A rename is durable only once its folder is. */
  private static void syncFolder(Path file) throws IOException {
    if (posix(file)) {
      try (FileChannel folder =
          FileChannel.open(file.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  /** Opens the file that serialises writers; closing the channel releases it. */
  static FileChannel lock(Path file) {
    Path lock = beside(file, ".lock");
    try {
      FileChannel channel =
          FileChannel.open(
              lock,
              EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              mode(lock, "rw-------"));
      channel.lock();
      return channel;
    } catch (IOException refused) {
      throw failure("lock " + lock, refused);
    }
  }

  /** Refuses a file that others may read, or whose folder others may write. */
  static void requirePrivate(Path file) {
    if (!posix(file) || !Files.exists(file)) {
      return;
    }
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new Failure.Configuration(
            file + " can be read by others than its owner", "type chmod 600 '" + file + "'");
      }
      Path folder = file.toAbsolutePath().resolveSibling("");
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(folder);
      if (open.contains(PosixFilePermission.OTHERS_WRITE)
          && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) == 0) {
        throw new Failure.Configuration(
            folder + ", which holds " + file.getFileName() + ", can be changed by anyone",
            "type chmod 700 '" + folder + "'");
      }
    } catch (IOException refused) {
      throw failure("read the permissions of " + file, refused);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException refused) {
      throw failure("read " + file, refused);
    }
  }

  static Failure failure(String act, IOException cause) {
    if (cause instanceof ClosedByInterruptException
        || cause instanceof FileLockInterruptionException) {
      return new Failure.Interrupted("interrupted while about to " + act);
    }
    return new Failure.Configuration(
        "can't " + act + ": " + reason(cause),
        "check that the disk has room and that you may write there",
        cause);
  }

  static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException missing -> "no such file";
      case AccessDeniedException denied -> "permission denied";
      default -> String.valueOf(cause.getMessage());
    };
  }
}
