package io.navette.connector.file;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What all file connectors are asked before anything is read. */
public final class FileCheck {
  /** Where the files are. */
  public static final Setting PATH =
      Setting.required(
          "path",
          Setting.Kind.PATH,
          "A file, a folder, or a pattern such as exports/*.csv; - for standard input and output.");

  private FileCheck() {}

  /** Says what stands at the connection's path. Blocks. */
  public static String check(Settings settings, FileFormat format) {
    Place place = Place.of(settings, format);
    if (place.isStandard()) {
      return "standard input and output";
    }
    List<Path> files = place.files();
    if (!place.isSingle()) {
      return files.size() + (files.size() == 1 ? " file" : " files");
    }
    try {
      return String.format(Locale.ROOT, "%,d bytes", Files.size(files.get(0)));
    } catch (IOException e) {
      throw FileFailure.of(place.where(), e);
    }
  }
}
