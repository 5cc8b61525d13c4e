package io.navette.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.navette.http.LocalServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;

/** A small BatiSimply: projects that can be written, and the hours a test puts in. */
public final class BatiSimplyServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LocalServer server = new LocalServer();
  private final Map<Long, ObjectNode> projects = new LinkedHashMap<>();
  private final Map<Long, ObjectNode> slots = new LinkedHashMap<>();
  private final List<String> writes = new ArrayList<>();
  private int writesLeft = Integer.MAX_VALUE;

  public BatiSimplyServer() throws IOException {
    server.always(this::answer);
  }

  /** Its address, without a slash at the end. */
  public String address() {
    return server.url("/").toString().replaceFirst("/$", "");
  }

  /** After so many more writes all others fail. */
  public synchronized void failAfter(int more) {
    writesLeft = more;
  }

  /** What was written since the last call: {@code POST 00000123}. */
  public synchronized List<String> writes() {
    List<String> taken = List.copyOf(writes);
    writes.clear();
    return taken;
  }

  /** The code of each project by its id. */
  public synchronized Map<Long, String> codes() {
    Map<Long, String> codes = new LinkedHashMap<>();
    projects.forEach((id, project) -> codes.put(id, project.path("projectCode").asText()));
    return codes;
  }

  /** A project that somebody made; ids count up from 41. */
  public synchronized void project(String code) {
    long id = 41L + projects.size();
    projects.put(id, JSON.createObjectNode().put("id", id).put("projectCode", code));
  }

  /** Changes a project as a person would. */
  public synchronized void recode(long id, String code) {
    Objects.requireNonNull(projects.get(id)).put("projectCode", code);
  }

  /** Adds or changes an hour; {@code from} is UTC, as in {@code 2026-03-29T00:30:10Z}. */
  public synchronized void slot(
      long id, String from, int minutes, String status, String user, long project) {
    ObjectNode slot = JSON.createObjectNode();
    slot.put("id", id).put("startDate", from).put("endDate", from);
    slot.put("totalTimeMinutes", minutes).put("managementStatus", status);
    slot.put("hasPackedLunch", true).put("hasHomeToWorkJourney", false);
    slot.putObject("user").put("id", user);
    slot.putObject("project").put("id", project);
    slots.put(id, slot);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    LocalServer.Seen seen = server.seen(exchange);
    HttpUrl url = HttpUrl.get("http://localhost" + seen.target());
    switch (seen.method() + " " + url.encodedPath()) {
      case "POST /token" ->
          LocalServer.body("{\"access_token\":\"abc\",\"expires_in\":300}").answer(exchange);
      case "GET /api/project" -> {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode elements = all.putArray("elements");
        projects.values().forEach(elements::add);
        LocalServer.body(all.toString()).answer(exchange);
      }
      case "GET /api/timeSlotManagement/allUsers" -> {
        ArrayNode found = JSON.createArrayNode();
        String from = String.valueOf(url.queryParameter("startDate"));
        String to = String.valueOf(url.queryParameter("endDate"));
        for (ObjectNode slot : slots.values()) {
          String at = slot.path("startDate").asText();
          if (at.compareTo(from) >= 0 && at.compareTo(to) <= 0) {
            found.add(slot);
          }
        }
        LocalServer.body(found.toString()).answer(exchange);
      }
      case "POST /api/project", "PUT /api/project" -> write(exchange, seen);
      default -> LocalServer.status(404).answer(exchange);
    }
  }

  private void write(HttpExchange exchange, LocalServer.Seen seen) throws IOException {
    JsonNode body = JSON.readTree(seen.body());
    if (writesLeft <= 0) {
      LocalServer.json(503, "{\"title\":\"down\"}", "Retry-After", "0").answer(exchange);
      return;
    }
    writesLeft--;
    writes.add(seen.method() + " " + body.path("projectCode").asText());
    long id = seen.method().equals("POST") ? 41L + projects.size() : body.path("id").asLong();
    ObjectNode project = projects.computeIfAbsent(id, absent -> JSON.createObjectNode());
    project.setAll((ObjectNode) body);
    project.put("id", id);
    LocalServer.json(201, project.toString()).answer(exchange);
  }

  @Override
  public void close() {
    server.close();
  }
}
