package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Tests that hold made-up exchanges against a description of src/test/resources/openapi. */
abstract class HeldExchanges {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path DESCRIPTIONS = Path.of("src/test/resources/openapi");

  @TempDir Path folder;

  private final String vendor;
  private final List<String> lines = new ArrayList<>();

  HeldExchanges(String vendor) {
    this.vendor = vendor;
  }

  Map<String, Object> request(String method, String target, String body) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("fixture", "orders.yaml");
    line.put("method", method);
    line.put("target", target);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("authorization", "Bearer ***");
    headers.put("content-type", "application/json; charset=utf-8");
    headers.put("idempotency-key", "1");
    line.put("headers", headers);
    line.put("body", body);
    return line;
  }

  /** The same request with one header more, or another. */
  static Map<String, Object> with(Map<String, Object> request, String header, String value) {
    Map<Object, Object> headers = new LinkedHashMap<>((Map<?, ?>) request.get("headers"));
    headers.put(header, value);
    request.put("headers", headers);
    return request;
  }

  static Map<String, Object> answered(Map<String, Object> request, int status, String body) {
    request.put("status", status);
    request.put("type", "application/json");
    request.put("answer", body);
    return request;
  }

  void exchange(Map<String, Object> line) throws IOException {
    lines.add(JSON.writeValueAsString(line));
  }

  String check(boolean good) throws IOException {
    Files.write(folder.resolve(vendor + ".jsonl"), lines);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    boolean found = DescriptionConformance.run(folder, DESCRIPTIONS, folder, out);
    String told = bytes.toString(StandardCharsets.UTF_8);
    assertThat(found).as(told).isEqualTo(good);
    return told;
  }

  void explain(String yaml) throws IOException {
    Files.createDirectories(folder.resolve(vendor));
    Files.writeString(folder.resolve(vendor).resolve("deviations.yaml"), yaml);
  }
}
