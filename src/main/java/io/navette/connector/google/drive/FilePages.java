package io.navette.connector.google.drive;

import com.google.api.services.drive.model.FileList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files in the order of their last change. */
final class FilePages implements Pages {
  private final DriveClient client;
  private final List<String> conditions;
  private @Nullable String token;
  private boolean ended;

  FilePages(DriveClient client, List<String> conditions) {
    this.client = client;
    this.conditions = List.copyOf(conditions);
  }

  @Override
  public Optional<Page> next() {
    if (ended) {
      return Optional.empty();
    }
    FileList page = client.list(conditions, token, Listing.FILES.fields());
    token = page.getNextPageToken();
    ended = token == null;
    return Optional.of(Page.of(Map.of(), page.getFiles()));
  }
}
