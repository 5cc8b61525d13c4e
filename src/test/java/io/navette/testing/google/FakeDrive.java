package io.navette.testing.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.testing.google.Exchange.Refusal;
import io.navette.testing.google.Exchange.Reply;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Drive with files, changes and uploads, asked as by its API. Pages are short. */
public final class FakeDrive implements Function<Exchange, Reply> {
  private static final int PAGE = 2;
  private static final Pattern CONDITION =
      Pattern.compile("'?([\\w.:/-]+)'? (=|!=|>=|<|in) ('(?:[^'\\\\]|\\\\.)*'|\\w+)");
  private static final Pattern RANGE = Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+))/(\\d+)");

  private final Map<String, Map<String, Object>> files = new LinkedHashMap<>();
  private final Map<String, byte[]> bytes = new HashMap<>();
  private final Map<String, List<Map<String, Object>>> children = new TreeMap<>();
  private final List<Map<String, Object>> changes = new ArrayList<>();
  private final List<Map<String, Object>> drives = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private int cut;

  /** An upload that was begun. */
  private static final class Session {
    private final @Nullable String file;
    private final JsonNode metadata;
    private byte[] received = {};
    private @Nullable String done;

    Session(@Nullable String file, JsonNode metadata) {
      this.file = file;
      this.metadata = metadata;
    }
  }

  /** Adds or changes a file; also a change. */
  public synchronized FakeDrive file(
      String id, String name, String mimeType, String parent, String modified, byte[] content) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("id", id);
    file.put("name", name);
    file.put("mimeType", mimeType);
    file.put("modifiedTime", Instant.parse(modified).toString().replace("Z", ".000Z"));
    file.put("parents", List.of(parent));
    file.put("trashed", false);
    if (!mimeType.startsWith("application/vnd.google-apps")) {
      file.put("size", Integer.toString(content.length));
      file.put("md5Checksum", md5(content));
    }
    files.put(id, file);
    bytes.put(id, content);
    change(id, false, modified);
    return this;
  }

  /** Removes a file for good. */
  public synchronized void remove(String id, String at) {
    files.remove(id);
    change(id, true, at);
  }

  private void change(String id, boolean removed, String at) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("fileId", id);
    change.put("changeType", "file");
    change.put("time", Instant.parse(at).toString().replace("Z", ".000Z"));
    change.put("removed", removed);
    if (!removed) {
      change.put("file", files.get(id));
    }
    changes.add(change);
  }

  /** Adds what belongs to a file, such as {@code f1/permissions}. */
  public synchronized FakeDrive child(String path, Map<String, Object> child) {
    children.computeIfAbsent(path, added -> new ArrayList<>()).add(child);
    return this;
  }

  public synchronized FakeDrive drive(String id, String name) {
    drives.add(Map.of("id", id, "name", name));
    return this;
  }

  /** The next download breaks off after so many bytes. */
  public synchronized void cutAfter(int count) {
    cut = count;
  }

  /** The bytes of the only file of this name. */
  public synchronized byte[] content(String name) {
    return held(
        String.valueOf(
            files.values().stream()
                .filter(file -> name.equals(file.get("name")))
                .findFirst()
                .orElseThrow()
                .get("id")));
  }

  private byte[] held(String id) {
    return Objects.requireNonNull(bytes.get(id), id);
  }

  public synchronized int size() {
    return files.size();
  }

  @Override
  public synchronized Reply apply(Exchange request) {
    String path = request.path();
    Optional<Session> session =
        request.parameter("upload_id").map(id -> sessions.get(Integer.parseInt(id)));
    if (session.isPresent()) {
      return part(request, session.get());
    }
    if (path.startsWith("/upload/drive/v3/files")) {
      return begin(request);
    }
    if (!request.query().containsKey("fields")
        && !request.query().containsKey("alt")
        && !path.contains("/export")
        && !path.endsWith("startPageToken")) {
      throw Refusal.invalid("The 'fields' parameter is required for this method.");
    }
    String rest = path.replaceFirst("^/drive/v3/", "");
    return switch (rest) {
      case "about" -> Reply.json(Map.of("user", Map.of("emailAddress", ServiceAccount.EMAIL)));
      case "files" -> page(request, "files", search(request));
      case "drives" -> page(request, "drives", drives);
      case "changes" -> changes(request);
      case "changes/startPageToken" ->
          Reply.json(Map.of("startPageToken", Integer.toString(changes.size())));
      default -> file(request, rest);
    };
  }

  private Reply file(Exchange request, String rest) {
    String[] parts = rest.split("/", 3);
    Map<String, Object> file = files.get(parts[1]);
    if (file == null) {
      return Reply.error(404, "NOT_FOUND", "notFound", "File not found: " + parts[1]);
    }
    if (parts.length == 2) {
      return request.parameter("alt").isPresent() ? download(request, parts[1]) : Reply.json(file);
    }
    if (parts[2].equals("export")) {
      return bytes(200, held(parts[1]));
    }
    List<Map<String, Object>> found = children.get(parts[1] + "/" + parts[2]);
    if (found == null && parts[2].equals("revisions")) {
      return Reply.error(
          403, "", "insufficientFilePermissions", "The user does not have sufficient permissions");
    }
    String name = parts[2].substring(parts[2].lastIndexOf('/') + 1);
    return page(request, name, found == null ? List.of() : found);
  }

  private Reply download(Exchange request, String id) {
    byte[] all = held(id);
    String range = request.headers().getOrDefault("range", "");
    int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    Reply reply = bytes(from > 0 ? 206 : 200, Arrays.copyOfRange(all, from, all.length));
    if (cut == 0) {
      return reply;
    }
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put(GoogleServer.CUT, Integer.toString(cut));
    cut = 0;
    return new Reply(reply.status(), headers, reply.body());
  }

  private static Reply bytes(int status, byte[] body) {
    return new Reply(status, Map.of("Content-Type", "application/octet-stream"), body);
  }

  private static Reply page(Exchange request, String name, List<Map<String, Object>> all) {
    int from = request.parameter("pageToken").map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + PAGE);
    Map<String, Object> page = new HashMap<>(Map.of(name, all.subList(from, to)));
    if (to < all.size()) {
      page.put("nextPageToken", Integer.toString(to));
    }
    return Reply.json(page);
  }

  private Reply changes(Exchange request) {
    int from;
    try {
      from = Integer.parseInt(request.parameter("pageToken").orElseThrow());
    } catch (NumberFormatException e) {
      throw Refusal.invalid("Invalid Value");
    }
    int to = Math.min(changes.size(), from + PAGE);
    String token = to < changes.size() ? "nextPageToken" : "newStartPageToken";
    return Reply.json(Map.of("changes", changes.subList(from, to), token, Integer.toString(to)));
  }

  private List<Map<String, Object>> search(Exchange request) {
    String query = request.parameter("q").orElse("");
    return files.values().stream()
        .filter(file -> matches(file, query))
        .sorted(Comparator.comparing(file -> String.valueOf(file.get("modifiedTime"))))
        .toList();
  }

  private static boolean matches(Map<String, Object> file, String query) {
    for (String condition : query.split(" and ", -1)) {
      Matcher parts = CONDITION.matcher(condition);
      if (!parts.matches()) {
        throw Refusal.invalid("Invalid Value: " + condition);
      }
      String value = parts.group(3).replaceAll("^'|'$", "").replaceAll("\\\\(.)", "$1");
      String field = String.valueOf(file.get(parts.group(1)));
      boolean fits =
          switch (parts.group(2)) {
            case "in" -> file.get(value) instanceof List<?> ids && ids.contains(parts.group(1));
            case "=" -> field.equals(value);
            case "!=" -> !field.equals(value);
            case ">=" -> !Instant.parse(field).isBefore(Instant.parse(value));
            default -> Instant.parse(field).isBefore(Instant.parse(value));
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private Reply begin(Exchange request) {
    String id = request.path().replaceFirst("^/upload/drive/v3/files/?", "");
    if (!request.method().equals(id.isEmpty() ? "POST" : "PATCH")
        || !request.parameter("uploadType").orElse("").equals("resumable")) {
      throw Refusal.invalid("no upload");
    }
    sessions.add(new Session(id.isEmpty() ? null : id, request.json()));
    String address =
        "http://"
            + request.headers().get("host")
            + request.path()
            + "?uploadType=resumable&upload_id="
            + (sessions.size() - 1);
    return new Reply(200, Map.of("Location", address), new byte[0]);
  }

  private Reply part(Exchange request, Session session) {
    Matcher range = RANGE.matcher(request.headers().getOrDefault("content-range", ""));
    if (!range.matches()) {
      throw Refusal.invalid("Content-Range is missing");
    }
    int total = Integer.parseInt(range.group(3));
    if (range.group(1) != null && session.done == null) {
      if (Integer.parseInt(range.group(1)) != session.received.length) {
        return Reply.error(400, "", "badRequest", "this part does not follow the last");
      }
      byte[] body = request.body();
      if (session.received.length + body.length < total && body.length % (256 * 1024) != 0) {
        return Reply.error(400, "", "badRequest", "not a multiple of 256 KiB");
      }
      byte[] joined = Arrays.copyOf(session.received, session.received.length + body.length);
      System.arraycopy(body, 0, joined, session.received.length, body.length);
      session.received = joined;
    }
    if (session.received.length < total) {
      Map<String, String> headers =
          session.received.length == 0
              ? Map.of()
              : Map.of("Range", "bytes=0-" + (session.received.length - 1));
      return new Reply(308, headers, new byte[0]);
    }
    return Reply.json(Map.of("id", done(session)));
  }

  private String done(Session session) {
    String done = session.done;
    if (done == null) {
      done = session.file == null ? "u" + files.size() : session.file;
      Map<String, Object> known = files.getOrDefault(done, Map.of());
      file(
          done,
          session.metadata.path("name").asText(String.valueOf(known.get("name"))),
          session.metadata.path("mimeType").asText(String.valueOf(known.get("mimeType"))),
          session.metadata.path("parents").path(0).asText(parent(known)),
          "2026-03-01T10:00:00Z",
          session.received);
      session.done = done;
    }
    return done;
  }

  private static String parent(Map<String, Object> known) {
    return known.get("parents") instanceof List<?> parents ? "" + parents.getFirst() : "root";
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
