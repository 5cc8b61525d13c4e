package io.navette.connector.rest.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into a stream without reading it. */
final class FirstRecords {
  private FirstRecords() {}

  /** Records of the first page that has some; none when its first partition has none. Blocks. */
  static List<Map<String, @Nullable Object>> of(ManifestStream stream, int most) {
    return read(stream, most, true);
  }

  /** Records of the first page that has some, in whichever partition. Blocks. */
  static List<Map<String, @Nullable Object>> anywhere(ManifestStream stream, int most) {
    return read(stream, most, false);
  }

  private static List<Map<String, @Nullable Object>> read(
      ManifestStream stream, int most, boolean onePage) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    try (Walk walk = Walk.whole(stream)) {
      boolean goOn = true;
      while (records.isEmpty() && goOn && walk.ready()) {
        try (RecordPage page = walk.open()) {
          Optional<RecordPage.Found> found = page.next();
          while (found.isPresent() && records.size() < most) {
            Map<String, @Nullable Object> record = found.get().record();
            if (record != null) {
              records.add(record);
            }
            found = page.next();
          }
          if (records.isEmpty()) {
            walk.finish(page);
          }
        }
        goOn = !onePage;
      }
    }
    return records;
  }
}
