package io.navette.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what tests asked of a vendor's API and what a fixture answered, for {@code
 * scripts/conformance}: a line of JSON each in {@code VENDOR.jsonl} of the folder that the
 * environment names as {@code NAVETTE_EXCHANGES}; without it, nothing is kept.
 */
final class ExchangeLog {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SECRET =
      Pattern.compile("authorization|cookie|.*(token|key|secret)", Pattern.CASE_INSENSITIVE);
  private static final Set<Integer> REFUSALS = Set.of(400, 422);
  private static final Set<String> WRITTEN = new HashSet<>();

  /** What a test sends with requests that stand for those of another program; they are not kept. */
  static final String ANOTHER = "X-Another-Program";

  private final String vendor;
  private final String fixture;
  private final @Nullable Path folder;
  private volatile boolean wrong;

  /**
   * @param fixture its folder is the vendor's name
   */
  ExchangeLog(Path fixture) {
    this(fixture, System.getenv().getOrDefault("NAVETTE_EXCHANGES", ""));
  }

  /**
   * @param folder empty where nothing is kept
   */
  ExchangeLog(Path fixture, String folder) {
    this.folder = folder.isEmpty() ? null : Path.of(folder);
    this.vendor = vendor(fixture);
    this.fixture = String.valueOf(fixture.getFileName());
  }

  private static String vendor(Path fixture) {
    Path folder = fixture.getParent();
    return folder == null ? "unknown" : String.valueOf(folder.getFileName());
  }

  /** Whether this run keeps anything. */
  boolean isKept() {
    return folder != null;
  }

  /** From now on requests hold what the API refuses, on purpose. */
  void wrongOnPurpose() {
    wrong = true;
  }

  /** A request whose answer is none of the vendor's: a fault, or a stand-in. */
  void asked(LocalServer.Seen seen) throws IOException {
    if (folder != null && !isAnothers(seen)) {
      write(folder, request(seen));
    }
  }

  /** A request with the answer that the fixture holds. */
  void answered(LocalServer.Seen seen, int status, String type, String body) throws IOException {
    answered(seen, status, type, body, false);
  }

  /** A request with an answer that a test made, which need not hold all that the vendor's does. */
  void answeredInPart(LocalServer.Seen seen, int status, String type, String body)
      throws IOException {
    answered(seen, status, type, body, true);
  }

  private void answered(LocalServer.Seen seen, int status, String type, String body, boolean part)
      throws IOException {
    if (folder != null && !isAnothers(seen)) {
      Map<String, Object> line = request(seen);
      // What a fixture refuses was sent to be refused.
      line.put("wrong", wrong || REFUSALS.contains(status));
      line.put("part", part);
      line.put("status", status);
      line.put("type", type);
      line.put("answer", body.replaceAll("http://127[.]0[.]0[.]1:\\d+", "http://server"));
      write(folder, line);
    }
  }

  private static boolean isAnothers(LocalServer.Seen seen) {
    return seen.headers().keySet().stream().anyMatch(ANOTHER::equalsIgnoreCase);
  }

  private Map<String, Object> request(LocalServer.Seen seen) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("fixture", fixture);
    line.put("wrong", wrong);
    line.put("method", seen.method());
    line.put("target", seen.target());
    Map<String, String> headers = new LinkedHashMap<>();
    seen.headers()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), shown(name, values.getFirst())));
    headers.remove("host");
    line.put("headers", headers);
    line.put("body", seen.body());
    return line;
  }

  private static String shown(String name, String value) {
    if (!SECRET.matcher(name).matches()) {
      return value;
    }
    return value.contains(" ") ? value.replaceFirst(" .*", " ***") : "***";
  }

  private void write(Path into, Map<String, Object> line) throws IOException {
    String text = JSON.writeValueAsString(line);
    synchronized (WRITTEN) {
      if (WRITTEN.add(into + vendor + text)) {
        Files.createDirectories(into);
        Files.write(
            into.resolve(vendor + ".jsonl"),
            List.of(text),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
  }
}
