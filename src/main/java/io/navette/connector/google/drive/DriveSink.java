package io.navette.connector.google.drive;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.AllOrNothing;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Writes files on this machine, and uploads each with its last row. */
final class DriveSink implements Sink, AllOrNothing {
  private final DriveClient client;
  private final Contents contents;
  private final List<TableFormat> formats;
  private final int part;

  /** Sheets of one workbook are written one after the other. */
  private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

  /**
   * @param part bytes uploaded at once
   */
  DriveSink(DriveClient client, Contents contents, List<TableFormat> formats, int part) {
    this.client = client;
    this.contents = contents;
    this.formats = List.copyOf(formats);
    this.part = part;
  }

  /** A file's name, and the part of it that is written; empty for the whole. */
  private record Target(String name, String inside, TableFormat format) {}

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the writer closes what was opened
  public RowWriter write(WriteRequest request) {
    Target target = target(request.target());
    Semaphore turn = turns.computeIfAbsent(target.name(), name -> new Semaphore(1));
    turn.acquireUninterruptibly();
    TemporaryFile copy = TemporaryFile.named(target.name(), target.format());
    try {
      Optional<DriveFile> known = client.byName(target.name());
      known.filter(DriveFile::isSheet).ifPresent(this::refuseSheet);
      if (known.isPresent() && (request.mode() == WriteMode.APPEND || target.format().divided())) {
        new Fetching(client).fetch(known.get(), copy.path());
      }
      Sink sink =
          target
              .format()
              .sink()
              .openSink(new Settings(client.connection(), Map.of("path", copy.path())));
      RowWriter rows = sink.write(request(request, target, copy));
      Upload upload = new Upload(client, part);
      return new UploadingWriter(
          rows,
          sink,
          () -> upload.send(copy.path(), target.name(), target.format().mimeType(), known),
          () -> {
            copy.close();
            turn.release();
          });
    } catch (RuntimeException e) {
      copy.close();
      turn.release();
      throw e;
    }
  }

  private Target target(String name) {
    String plain =
        name.startsWith(DriveSource.CONTENT) ? name.substring(DriveSource.CONTENT.length()) : name;
    Optional<TableFormat> whole = contents.byName(plain);
    if (whole.isPresent() && !whole.get().divided()) {
      return new Target(plain, "", whole.get());
    }
    int slash = plain.lastIndexOf('/');
    String file = slash < 0 ? plain : plain.substring(0, slash);
    TableFormat format =
        contents
            .byName(file)
            .filter(found -> found.divided() && slash > 0)
            .orElseThrow(() -> unknown(plain));
    return new Target(file, plain.substring(slash + 1), format);
  }

  private Failure unknown(String name) {
    String endings = String.join(", ", formats.stream().map(TableFormat::extension).toList());
    return new Failure.Configuration(
        "connection " + client.connection() + ": " + name + " is no file that can be written",
        "its name ends with one of "
            + endings
            + "; a workbook's is followed by a slash and the sheet: report.xlsx/2026");
  }

  private void refuseSheet(DriveFile file) {
    throw new Failure.Configuration(
        "connection " + client.connection() + ": " + file.name() + " is a Google Sheet, not a file",
        "write it by a google-sheets connection, or give the file another name");
  }

  private static WriteRequest request(WriteRequest request, Target target, TemporaryFile copy) {
    String inside =
        target.inside().isEmpty() ? String.valueOf(copy.path().getFileName()) : target.inside();
    return new WriteRequest(
        request.job(),
        request.stream(),
        inside,
        request.schema(),
        request.mode(),
        request.key(),
        request.preview(),
        request.options());
  }

  @Override
  public void close() {
    client.close();
  }
}
