package io.navette.connector.google.drive;

import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The streams that list what is on Drive. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that nobody can change
enum Listing {
  FILES(
      List.of(),
      List.of("id"),
      Optional.of("modifiedTime"),
      "id name mimeType modifiedTime:t createdTime:t size:i version:i md5Checksum trashed:b parents:j"
          + " driveId description webViewLink owners:j lastModifyingUser:j shortcutDetails:j"
          + " appProperties:j"),
  CHANGES(
      List.of(),
      List.of("fileId", "time"),
      Optional.of("time"),
      "fileId time:t changeType removed:b driveId file:j"),
  DRIVES(List.of(), List.of("id"), Optional.empty(), "id name createdTime:t hidden:b"),
  PERMISSIONS(
      List.of("fileId"),
      List.of("fileId", "id"),
      Optional.empty(),
      "id type role emailAddress domain displayName expirationTime:t deleted:b"),
  REVISIONS(
      List.of("fileId"),
      List.of("fileId", "id"),
      Optional.empty(),
      "id modifiedTime:t mimeType size:i md5Checksum keepForever:b originalFilename"
          + " lastModifyingUser:j"),
  COMMENTS(
      List.of("fileId"),
      List.of("fileId", "id"),
      Optional.empty(),
      "id content author:j createdTime:t modifiedTime:t resolved:b deleted:b quotedFileContent:j"),
  REPLIES(
      List.of("fileId", "commentId"),
      List.of("fileId", "commentId", "id"),
      Optional.empty(),
      "id content action author:j createdTime:t modifiedTime:t deleted:b");

  private final List<String> parents;
  private final List<String> key;
  private final Optional<String> cursor;
  private final List<Column> own;

  Listing(List<String> parents, List<String> key, Optional<String> cursor, String columns) {
    this.parents = List.copyOf(parents);
    this.key = List.copyOf(key);
    this.cursor = cursor;
    List<Column> read = new ArrayList<>();
    for (String column : columns.split(" ", -1)) {
      int colon = column.indexOf(':');
      read.add(
          colon < 0
              ? Column.of(column, ColumnType.TEXT)
              : Column.of(column.substring(0, colon), type(column.charAt(colon + 1))));
    }
    this.own = List.copyOf(read);
  }

  private static ColumnType type(char letter) {
    return switch (letter) {
      case 't' -> ColumnType.INSTANT;
      case 'i' -> ColumnType.INTEGER;
      case 'b' -> ColumnType.BOOLEAN;
      default -> ColumnType.JSON;
    };
  }

  /** The stream of this name; empty for others. */
  static Optional<Listing> find(String stream) {
    return Stream.of(values()).filter(listing -> listing.stream().equals(stream)).findFirst();
  }

  String stream() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The ids above each record, as columns. */
  List<String> parents() {
    return parents;
  }

  List<String> key() {
    return key;
  }

  /** The column it is read by incrementally; empty where it is read whole. */
  Optional<String> cursor() {
    return cursor;
  }

  Schema schema() {
    return new Schema(
        Stream.concat(parents.stream().map(name -> Column.of(name, ColumnType.TEXT)), own.stream())
            .toList());
  }

  /** What is asked for: without it, Drive tells little. */
  String fields() {
    return String.join(",", own.stream().map(Column::name).toList());
  }
}
