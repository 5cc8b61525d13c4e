package io.navette.connector.google.drive;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.failure.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is on Drive: its listings, and the rows of its files. */
final class DriveSource implements Source {
  /** Before the name of a file whose rows are read. */
  static final String CONTENT = "content/";

  private final DriveClient client;
  private final Contents contents;

  DriveSource(DriveClient client, Contents contents) {
    this.client = client;
    this.contents = contents;
  }

  @Override
  public List<String> streamNames() {
    return Stream.concat(
            Stream.of(Listing.values()).map(Listing::stream),
            client.files(Optional.empty()).stream()
                .filter(contents::hasRows)
                .map(file -> CONTENT + file.name())
                .distinct())
        .toList();
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    Optional<Listing> listing = Listing.find(stream);
    if (listing.isPresent()) {
      Listing found = listing.get();
      return new StreamInfo(
          stream, found.schema(), found.key(), found.cursor().stream().toList(), -1);
    }
    try (Contents.Opened opened = contents.open(name(stream))) {
      StreamInfo info = opened.source().describe(opened.part(), options);
      return new StreamInfo(
          stream,
          info.schema(),
          info.key(),
          info.cursorCandidates(),
          info.approximateRows(),
          info.sampled());
    }
  }

  private String name(String stream) {
    if (!stream.startsWith(CONTENT)) {
      throw new Failure.Configuration(
          "connection " + client.connection() + ": there is no stream " + stream,
          "a file's rows are "
              + CONTENT
              + stream
              + "; listings are "
              + String.join(", ", Stream.of(Listing.values()).map(Listing::stream).toList()));
    }
    return stream.substring(CONTENT.length());
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the reader closes what was opened
  public RowReader read(ReadRequest request) {
    Optional<Listing> listing = Listing.find(request.stream());
    if (listing.isPresent()) {
      return listed(request, listing.get());
    }
    Contents.Opened opened = contents.open(name(request.stream()));
    try {
      return new ContentReader(opened, opened.source().read(opened.request(request)));
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @MustBeClosed
  private RowReader listed(ReadRequest request, Listing listing) {
    requireCursor(request, listing);
    ListingBookmark since = request.since().map(ListingBookmark::read).orElse(ListingBookmark.NONE);
    return switch (listing) {
      case FILES ->
          new ListingReader(
              request, listing, new FilePages(client, conditions(request, since)), since);
      case CHANGES ->
          new ListingReader(request, listing, new ChangePages(client, since.token()), since);
      case DRIVES -> new ListingReader(request, listing, new DrivePages(client), since);
      case PERMISSIONS, REVISIONS, COMMENTS, REPLIES ->
          new ListingReader(request, listing, new ChildPages(client, listing), since);
    };
  }

  private void requireCursor(ReadRequest request, Listing listing) {
    boolean known =
        request.cursor().isEmpty()
            || listing.cursor().filter(request.cursor().getFirst()::equals).isPresent();
    if (!known) {
      throw new Failure.Configuration(
          "connection "
              + client.connection()
              + ": "
              + listing.stream()
              + " can't be read by "
              + request.cursor().getFirst(),
          listing
              .cursor()
              .map(name -> "set cursor: [" + name + "]")
              .orElse("leave cursor out: it is read whole"));
    }
  }

  private List<String> conditions(ReadRequest request, ListingBookmark since) {
    List<String> conditions = new ArrayList<>(client.conditions());
    since
        .time()
        .map(time -> time.minus(request.lag()))
        .ifPresent(time -> conditions.add("modifiedTime >= '" + time + "'"));
    request
        .from()
        .ifPresent(text -> conditions.add("modifiedTime >= '" + moment(text, "--from") + "'"));
    request
        .upTo()
        .ifPresent(text -> conditions.add("modifiedTime < '" + moment(text, "--to") + "'"));
    return conditions;
  }

  /** A day begins in UTC. */
  private static Instant moment(String text, String option) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Failure.Usage(
          option + " " + text + " is neither a day nor a moment",
          "as 2026-01-31 or 2026-01-31T12:00:00Z");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
