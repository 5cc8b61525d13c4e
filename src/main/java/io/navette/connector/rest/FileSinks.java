package io.navette.connector.rest;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.WriteMode;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.write.ApiSink;
import io.navette.connector.rest.write.SinkFile;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The sinks of connections whose user describes them in a file of their own. */
final class FileSinks {
  /** Before the file is read, all but what no API can do. */
  static final Set<WriteMode> MODES =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(WriteMode.REPLACE)));

  private FileSinks() {}

  static List<Setting> options(List<Setting> reading) {
    List<Setting> options = new ArrayList<>(reading);
    options.addAll(ApiSink.options());
    return options;
  }

  /** The sink that the setting {@code sink} names. */
  static SinkFile read(
      Settings settings,
      Map<String, @Nullable Object> manifest,
      UnaryOperator<Map<String, @Nullable Object>> adapted) {
    Path file =
        settings
            .path("sink")
            .orElseThrow(
                () ->
                    new Failure.Configuration(
                        "connection " + settings.connection() + " can't be written to",
                        "describe how in a file, and set sink: FILE; see docs/writing-to-apis.md"));
    return SinkFile.parse(text(file), file.toString(), manifest, adapted);
  }

  static Map<String, @Nullable Object> tree(Path file) {
    return Manifest.tree(text(file), file.toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new Failure.Configuration(file + ": there is no such sink", "", e);
    } catch (IOException e) {
      throw new Failure.Configuration(
          file + ": can't be read as UTF-8 text: " + e.getMessage(), "check the file", e);
    }
  }
}
