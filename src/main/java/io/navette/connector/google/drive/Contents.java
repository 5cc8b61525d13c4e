package io.navette.connector.google.drive;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files on Drive that hold rows, read as copies on this machine. */
final class Contents {
  private static final String BY_ID = "id:";

  /** Google's own sheets are exported as workbooks. */
  private static final String EXPORT = ".xlsx";

  private final DriveClient client;
  private final List<TableFormat> formats;

  Contents(DriveClient client, List<TableFormat> formats) {
    this.client = client;
    this.formats = List.copyOf(formats);
  }

  /** Whether a file can be read as rows. */
  boolean hasRows(DriveFile file) {
    return file.isSheet() || format(file).isPresent();
  }

  private Optional<TableFormat> format(DriveFile file) {
    if (file.isSheet()) {
      return byName(EXPORT);
    }
    return byName(file.name())
        .or(
            () ->
                formats.stream()
                    .filter(format -> format.mimeType().equals(file.mimeType()))
                    .findFirst());
  }

  /** The format of a file of this name. */
  Optional<TableFormat> byName(String name) {
    return formats.stream().filter(format -> format.matches(name)).findFirst();
  }

  /**
   * A file that was fetched, opened by the connector for its format.
   *
   * @param part the stream within it
   */
  record Opened(TemporaryFile copy, Source source, String part) implements AutoCloseable {
    /** The same request, for that stream. */
    ReadRequest request(ReadRequest request) {
      return new ReadRequest(
          part,
          request.schema(),
          request.where(),
          request.cursor(),
          request.key(),
          request.since(),
          request.from(),
          request.upTo(),
          request.lag(),
          request.limit(),
          request.options());
    }

    @Override
    public void close() {
      try (copy) {
        source.close();
      }
    }
  }

  /**
   * Fetches a file; blocks until all of it is here.
   *
   * @param name of the file, or {@code id:} and its id; followed by a slash and a sheet for a part
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with what is returned
  Opened open(String name) {
    Optional<DriveFile> whole = find(name);
    int slash = name.lastIndexOf('/');
    DriveFile file =
        whole
            .or(() -> slash < 0 ? Optional.empty() : find(name.substring(0, slash)))
            .orElseThrow(() -> none(name));
    String part = whole.isPresent() ? "" : name.substring(slash + 1);
    TableFormat format = format(file).orElseThrow(() -> unreadable(file));
    if (!part.isEmpty() && !format.divided()) {
      throw none(name);
    }
    TemporaryFile copy =
        TemporaryFile.named(file.isSheet() ? file.name() + EXPORT : file.name(), format);
    try {
      new Fetching(client).fetch(file, copy.path());
      Source source =
          format
              .source()
              .openSource(new Settings(client.connection(), Map.of("path", copy.path())));
      return new Opened(copy, source, part.isEmpty() ? fileName(copy.path()) : part);
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private Optional<DriveFile> find(String name) {
    return name.startsWith(BY_ID) && name.indexOf('/') < 0
        ? Optional.of(client.byId(name.substring(BY_ID.length())))
        : client.byName(name);
  }

  private Failure none(String name) {
    return new Failure.Configuration(
        "connection " + client.connection() + ": there is no file " + name,
        "see what there is: navette connect discover "
            + client.connection()
            + "; share it with "
            + client.api().who());
  }

  private Failure unreadable(DriveFile file) {
    return new Failure.Configuration(
        "connection "
            + client.connection()
            + ": "
            + file.name()
            + " ("
            + file.mimeType()
            + ") holds no rows",
        "rows are read from Google Sheets and from "
            + String.join(", ", formats.stream().map(TableFormat::extension).toList()));
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }
}
