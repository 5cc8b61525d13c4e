package io.navette.connector.supplier;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this machine, or one that is mounted. */
final class LocalFolder implements Folder {
  private final Path root;

  LocalFolder(Path root) {
    this.root = root;
  }

  @Override
  public List<RemoteFile> list(String folder) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    try (Stream<Path> listed = Files.list(root.resolve(folder))) {
      for (Path file : listed.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        files.add(
            new RemoteFile(
                folder.isEmpty() ? name : folder + "/" + name,
                name,
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant()));
      }
    }
    return files;
  }

  @Override
  public void fetch(RemoteFile file, Path into) throws IOException {
    Files.copy(root.resolve(file.path()), into, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public boolean holds(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void put(Path file, String path, String suffix) throws IOException {
    Path target = root.resolve(path);
    Path draft = root.resolve(path + suffix);
    Files.createDirectories(target.resolveSibling(""));
    Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String where() {
    return root.toString();
  }

  @Override
  public void close() {}
}
