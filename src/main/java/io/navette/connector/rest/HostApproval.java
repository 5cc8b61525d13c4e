package io.navette.connector.rest;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts a manifest may send a connection's credentials to. A manifest is somebody else's
 * program: the hosts it names when it is first used are written into a file beside it, and one that
 * it names later is refused until a person adds it there or to the connection's {@code hosts}.
 */
final class HostApproval {
  private final String connection;
  private final Path manifest;
  private final Path record;
  private final Consumer<String> notes;

  /**
   * The approvals of a manifest.
   *
   * @param notes is told what was recorded
   */
  HostApproval(String connection, Path manifest, Consumer<String> notes) {
    this.connection = connection;
    this.manifest = manifest;
    this.record = manifest.resolveSibling(manifest.getFileName() + ".hosts");
    this.notes = notes;
  }

  /**
   * Fails with Failure.Configuration when a host is not approved.
   *
   * @param hosts that the manifest sends credentials to
   * @param allowed by the connection's {@code hosts}
   * @param config the connection's values: an address among them is its user's own
   */
  void check(SortedSet<String> hosts, Collection<String> allowed, Collection<String> config) {
    SortedSet<String> asked = new TreeSet<>(hosts);
    asked.removeAll(lower(allowed));
    asked.removeIf(host -> config.stream().anyMatch(value -> isOf(value, host)));
    if (!Files.exists(record)) {
      save(asked);
      return;
    }
    Set<String> approved = approved();
    asked.removeAll(approved);
    if (!asked.isEmpty()) {
      throw new Failure.Configuration(
          connection
              + ": "
              + manifest.getFileName()
              + " now sends credentials to "
              + String.join(", ", asked)
              + ", and only "
              + String.join(", ", new TreeSet<>(approved))
              + " was approved",
          "if that is right, add it to hosts of the connection, or to " + record);
    }
  }

  private static Set<String> lower(Collection<String> hosts) {
    return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static boolean isOf(String value, String host) {
    @Nullable HttpUrl url = HttpUrl.parse(value);
    return url == null ? value.equalsIgnoreCase(host) : url.host().equals(host);
  }

  private Set<String> approved() {
    try {
      return lower(
          Files.readString(record, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList());
    } catch (IOException e) {
      throw new Failure.Configuration(
          record + ": can't be read: " + e.getMessage(), "it lists hosts, one a line", e);
    }
  }

  /** Written whole or not at all, as two runs may be the first. */
  private void save(SortedSet<String> hosts) {
    String text =
        "# Hosts that "
            + manifest.getFileName()
            + " may send credentials to, as approved when it was first used.\n"
            + hosts.stream().map(host -> host + "\n").collect(Collectors.joining());
    String list = hosts.isEmpty() ? "no host of its own" : String.join(", ", hosts);
    try {
      Path unfinished = Files.createTempFile(record.toAbsolutePath().getParent(), ".hosts", "");
      Files.writeString(unfinished, text, StandardCharsets.UTF_8);
      Files.move(unfinished, record, StandardCopyOption.ATOMIC_MOVE);
      notes.accept(
          connection + ": approved for credentials: " + list + " (" + record.getFileName() + ")");
    } catch (IOException e) {
      notes.accept(
          connection
              + ": the hosts of its manifest could not be recorded in "
              + record
              + ", so that a change of them would pass unseen: "
              + list);
    }
  }
}
