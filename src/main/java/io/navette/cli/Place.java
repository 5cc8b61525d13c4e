package io.navette.cli;

import io.navette.connector.Settings;
import io.navette.sync.Endpoint;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Where a connection leads, in a few words for a list. */
final class Place {
  private static final List<String> TELLING =
      List.of(
          "host",
          "url",
          "api.base_url",
          "api.shop",
          "api.company_domain",
          "api.domain_prefix",
          "sftp.host",
          "files.folder",
          "path",
          "folder",
          "spreadsheet",
          "project",
          "dataset",
          "database");

  private Place() {}

  static String of(Endpoint endpoint) {
    Settings settings = endpoint.settings();
    return TELLING.stream()
        .map(settings.values()::get)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.joining("  "));
  }
}
