package io.navette.connector.google.drive;

import com.google.api.services.drive.Drive;
import com.google.api.services.drive.model.Change;
import com.google.api.services.drive.model.ChangeList;
import com.google.api.services.drive.model.File;
import com.google.api.services.drive.model.FileList;
import io.navette.failure.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changed since a token. Without one: all files as they are, told as changes, with the token
 * taken before, so that nothing that changes meanwhile is missed.
 */
final class ChangePages implements Pages {
  private static final int PAGE = 1000;

  private final DriveClient client;
  private final boolean first;
  private @Nullable String token;
  private @Nullable String listed;
  private boolean ended;

  ChangePages(DriveClient client, Optional<String> since) {
    this.client = client;
    this.first = since.isEmpty();
    this.token = since.orElse(null);
  }

  @Override
  public Optional<Page> next() {
    if (ended) {
      return Optional.empty();
    }
    return Optional.of(first ? file() : change());
  }

  private Page file() {
    if (token == null) {
      token = start();
    }
    FileList page = client.list(List.of("trashed = false"), listed, Listing.FILES.fields());
    listed = page.getNextPageToken();
    ended = listed == null;
    List<Change> changes =
        page.getFiles() == null
            ? List.of()
            : page.getFiles().stream().map(ChangePages::asChange).toList();
    Optional<String> resume = ended ? Optional.ofNullable(token) : Optional.empty();
    return new Page(Map.of(), changes, resume, List.of());
  }

  private String start() {
    return client
        .run(
            () -> {
              Drive.Changes.GetStartPageToken start =
                  client.drive().changes().getStartPageToken().setSupportsAllDrives(true);
              client.sharedDrive().ifPresent(start::setDriveId);
              return start;
            })
        .getStartPageToken();
  }

  private static Change asChange(File file) {
    return new Change()
        .setChangeType("file")
        .setFileId(file.getId())
        .setRemoved(false)
        .setTime(file.getModifiedTime())
        .setDriveId(file.getDriveId())
        .setFile(file);
  }

  private Page change() {
    ChangeList page;
    try {
      page = client.run(this::request);
    } catch (Failure.Configuration stale) {
      throw new Failure.Data(
          stale.getMessage() + "; Drive does not know the change token any more",
          "read the stream anew: navette history state reset, or sync --full-refresh",
          stale);
    }
    token = Optional.ofNullable(page.getNextPageToken()).orElse(page.getNewStartPageToken());
    ended = page.getNextPageToken() == null;
    List<Change> changes = page.getChanges() == null ? List.of() : page.getChanges();
    return new Page(Map.of(), changes, Optional.ofNullable(token), List.of());
  }

  private Drive.Changes.List request() throws IOException {
    Drive.Changes.List list =
        client
            .drive()
            .changes()
            .list(token)
            .setPageSize(PAGE)
            .setIncludeRemoved(true)
            .setSupportsAllDrives(true)
            .setIncludeItemsFromAllDrives(true)
            .setFields(
                "nextPageToken,newStartPageToken,changes(fileId,time,changeType,removed,driveId,"
                    + "file("
                    + Listing.FILES.fields()
                    + "))");
    client.sharedDrive().ifPresent(list::setDriveId);
    return list;
  }
}
