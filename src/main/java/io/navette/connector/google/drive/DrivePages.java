package io.navette.connector.google.drive;

import com.google.api.services.drive.model.DriveList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shared drives. */
final class DrivePages implements Pages {
  private static final int PAGE = 100;

  private final DriveClient client;
  private @Nullable String token;
  private boolean ended;

  DrivePages(DriveClient client) {
    this.client = client;
  }

  @Override
  public Optional<Page> next() {
    if (ended) {
      return Optional.empty();
    }
    DriveList page =
        client.run(
            () ->
                client
                    .drive()
                    .drives()
                    .list()
                    .setPageSize(PAGE)
                    .setPageToken(token)
                    .setFields("nextPageToken,drives(" + Listing.DRIVES.fields() + ")"));
    token = page.getNextPageToken();
    ended = token == null;
    return Optional.of(Page.of(Map.of(), page.getDrives()));
  }
}
