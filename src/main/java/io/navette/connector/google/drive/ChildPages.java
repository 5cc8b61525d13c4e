package io.navette.connector.google.drive;

import com.google.api.client.json.GenericJson;
import com.google.api.services.drive.model.CommentList;
import com.google.api.services.drive.model.PermissionList;
import com.google.api.services.drive.model.ReplyList;
import com.google.api.services.drive.model.RevisionList;
import io.navette.failure.Failure;
import io.navette.row.Rejection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to each file, file by file. A file whose parts may not be listed is refused, and the
 * others go on.
 */
final class ChildPages implements Pages {
  private static final String FOLDER = "application/vnd.google-apps.folder";
  private static final int HUNDRED = 100;
  private static final int REVISIONS = 1000;

  private final DriveClient client;
  private final Listing listing;
  private final Deque<Map<String, String>> parents = new ArrayDeque<>();
  private boolean begun;
  private @Nullable String token;

  ChildPages(DriveClient client, Listing listing) {
    this.client = client;
    this.listing = listing;
  }

  /** The items of one page, and the token of the next. */
  private record Found(@Nullable List<? extends GenericJson> items, @Nullable String next) {}

  @Override
  public Optional<Page> next() {
    if (!begun) {
      begun = true;
      client.files(Optional.of("mimeType != '" + FOLDER + "'")).stream()
          .map(file -> Map.of("fileId", file.id()))
          .forEach(parents::add);
    }
    Map<String, String> parent = parents.peek();
    if (parent == null) {
      return Optional.empty();
    }
    try {
      Found found = found(parent);
      token = found.next();
      if (token == null) {
        parents.remove();
      }
      return Optional.of(Page.of(parent, found.items()));
    } catch (Failure.Access refused) {
      parents.remove();
      token = null;
      return Optional.of(Page.refused(rejection(parent, refused)));
    }
  }

  private Rejection rejection(Map<String, String> parent, Failure refused) {
    String id = String.valueOf(parent.get("fileId"));
    return new Rejection(
        Rejection.Stage.READ,
        "{\"fileId\":\"" + id + "\"}",
        Optional.empty(),
        String.valueOf(refused.getMessage()),
        "file " + id);
  }

  private Found found(Map<String, String> parent) {
    String file = String.valueOf(parent.get("fileId"));
    return switch (listing) {
      case PERMISSIONS -> permissions(file);
      case REVISIONS -> revisions(file);
      case COMMENTS -> comments(file, Listing.COMMENTS.fields());
      case REPLIES -> replies(parent);
      case FILES, CHANGES, DRIVES ->
          throw new IllegalArgumentException(listing + " belongs to no file");
    };
  }

  private Found permissions(String file) {
    PermissionList page =
        client.run(
            () ->
                client
                    .drive()
                    .permissions()
                    .list(file)
                    .setPageSize(HUNDRED)
                    .setPageToken(token)
                    .setSupportsAllDrives(true)
                    .setFields("nextPageToken,permissions(" + listing.fields() + ")"));
    return new Found(page.getPermissions(), page.getNextPageToken());
  }

  private Found revisions(String file) {
    RevisionList page =
        client.run(
            () ->
                client
                    .drive()
                    .revisions()
                    .list(file)
                    .setPageSize(REVISIONS)
                    .setPageToken(token)
                    .setFields("nextPageToken,revisions(" + listing.fields() + ")"));
    return new Found(page.getRevisions(), page.getNextPageToken());
  }

  private Found comments(String file, String fields) {
    CommentList page =
        client.run(
            () ->
                client
                    .drive()
                    .comments()
                    .list(file)
                    .setPageSize(HUNDRED)
                    .setPageToken(token)
                    .setIncludeDeleted(true)
                    .setFields("nextPageToken,comments(" + fields + ")"));
    return new Found(page.getComments(), page.getNextPageToken());
  }

  /** Replies stand below comments, which are listed first. */
  private Found replies(Map<String, String> parent) {
    String file = String.valueOf(parent.get("fileId"));
    String comment = parent.get("commentId");
    if (comment == null) {
      Found comments = comments(file, "id");
      if (comments.items() != null) {
        comments
            .items()
            .forEach(
                item ->
                    parents.addLast(
                        Map.of("fileId", file, "commentId", String.valueOf(item.get("id")))));
      }
      return new Found(List.of(), comments.next());
    }
    ReplyList page =
        client.run(
            () ->
                client
                    .drive()
                    .replies()
                    .list(file, comment)
                    .setPageSize(HUNDRED)
                    .setPageToken(token)
                    .setIncludeDeleted(true)
                    .setFields("nextPageToken,replies(" + listing.fields() + ")"));
    return new Found(page.getReplies(), page.getNextPageToken());
  }
}
