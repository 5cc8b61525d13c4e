package io.navette.connector.file;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import java.util.List;
import java.util.Optional;

/** What is set for a connection, and for one of its streams; the stream's word goes first. */
public record Options(Settings connection, Settings stream) {

  /** The connection's settings as options of a stream: without defaults, which would win. */
  public static List<Setting> perStream(List<Setting> settings) {
    return settings.stream()
        .map(
            setting ->
                new Setting(
                    setting.name(),
                    setting.description(),
                    setting.kind(),
                    false,
                    Optional.empty(),
                    setting.choices()))
        .toList();
  }

  public Optional<String> text(String name) {
    return stream.text(name).or(() -> connection.text(name));
  }

  public Optional<Long> integer(String name) {
    return stream.integer(name).or(() -> connection.integer(name));
  }

  public boolean flag(String name, boolean otherwise) {
    if (stream.has(name)) {
      return stream.flag(name);
    }
    return connection.has(name) ? connection.flag(name) : otherwise;
  }
}
