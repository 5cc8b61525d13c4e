package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's discovery documents, in the parts that Navette meets. */
final class DiscoveryTest extends HeldExchanges {
  private static final String UPLOAD = "/upload/drawer/v1/drawers/a/sheets";

  DiscoveryTest() {
    super("drawer");
  }

  private Map<String, Object> parts(String metadata) {
    String body =
        "--x\r\nContent-Type: application/json\r\n\r\n"
            + metadata
            + "\r\n--x\r\nContent-Type: text/plain\r\n\r\na file\r\n--x--\r\n";
    return with(
        request("POST", UPLOAD + "?fields=id", body),
        "content-type",
        "multipart/related; boundary=x");
  }

  @Test
  void whatIsAsDescribedPasses() throws IOException {
    exchange(
        answered(
            request("GET", "/drawer/v1/drawers?pageSize=100&kinds=DEEP&kinds=FLAT", ""),
            200,
            "{\"drawers\": [{\"name\": \"a\"}]}"));
    exchange(
        answered(
            request("GET", "/drawer/v1/drawers/a/sheets/7?prettyPrint=false&fields=*", ""),
            200,
            """
            {"id": "7", "size": "0", "made": "2026-01-01T00:00:00.000Z", "content": "YQ==",
             "kept": "1.5s", "labels": {"any": "x"}, "cells": [[1, "b", null, true]],
             "below": {"id": "-8"}}
            """));
    exchange(request("DELETE", "/drawer/v1/drawers/a/sheets/7", ""));
    exchange(request("POST", "/drawer/v1/drawers/a/sheets", "{\"name\": \"x\"}"));
    exchange(parts("{\"name\": \"x\"}"));
    Map<String, Object> part = request("PUT", UPLOAD + "?upload_id=1", "a fi");
    with(part, "content-type", "text/plain");
    exchange(answered(with(part, "content-range", "bytes 0-3/6"), 308, ""));
    assertThat(check(true))
        .containsPattern("requests +6 +0 +0 +0")
        .containsPattern("answers +3 +0 +0 +0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "GET;/drawers;;request GET /drawers | path | is not described",
        "GET;/drawer/v1/drawers?pageSize=101;;request GET /drawer/v1/drawers | query pageSize | ",
        "GET;/drawer/v1/drawers?kinds=ROUND;;request GET /drawer/v1/drawers | query kinds/* | ",
        "GET;/drawer/v1/drawers?page_size=1;;request GET /drawer/v1/drawers | query page_size | ",
        "GET;/drawer/v1/drawers/a/sheets/x;;request GET /drawer/v1/drawers/{drawer}/sheets/{sheet} | path sheet | ",
        "GET;/drawer/v1/drawers/a/b/sheets/7;;request GET /drawer/v1/drawers/a/b/sheets/7 | path | ",
        "POST;/drawer/v1/drawers/a/sheets;{\"size\": 7};| body /size | integer found, string expected",
        "POST;/drawer/v1/drawers/a/sheets;{\"size\": \"-7\"};| body /size | does not match the regex",
        "POST;/drawer/v1/drawers/a/sheets;{\"id\": \"7\"};| body /id | ",
        "POST;/drawer/v1/drawers/a/sheets;{\"Name\": \"x\"};| body /Name | is not described",
        "POST;/drawer/v1/drawers/a/sheets;{\"made\": \"today\"};| body /made | ",
        "POST;/drawer/v1/drawers/a/sheets;{\"kept\": \"1m\"};| body /kept | does not match the regex",
        "POST;/drawer/v1/drawers/a/sheets;{\"below\": {\"name\": 1}};| body /below/name | integer found",
        "PUT;/upload/drawer/v1/drawers/a/sheets;x;| query upload_id | is required and missing",
        "PUT;/upload/drawer/v1/drawers/a/sheets;x;| header Content-Range | is required and missing",
      })
  void aWrongRequestIsFound(String method, String target, String body, String line)
      throws IOException {
    exchange(request(method, target, body == null ? "" : body));
    assertThat(check(false)).contains(line);
  }

  @Test
  void aWrongAnswerIsFoundAndSoIsOneWhereThereIsNone() throws IOException {
    exchange(
        answered(
            request("GET", "/drawer/v1/drawers", ""), 200, "{\"drawers\": [{\"id\": \"a\"}]}"));
    exchange(answered(request("DELETE", "/drawer/v1/drawers/a/sheets/7", ""), 200, "{}"));
    exchange(parts("{\"size\": 7}"));
    exchange(
        answered(
            request("GET", "/drawer/v1/drawers?pageSize=1", ""),
            403,
            "{\"error\": {\"code\": 403}}"));
    assertThat(check(false))
        .contains("answer GET /drawer/v1/drawers 200 | body /drawers/*/id | is not described")
        .contains("200 | header Content-Type | application/json is not described")
        .contains("drawers 403 | body /error | required property 'message' not found")
        .contains("request POST /upload/drawer/v1/drawers/{drawer}/sheets | body /size | integer");
  }

  @Test
  void aFileIsNoJson() throws IOException {
    Map<String, Object> file = request("GET", "/drawer/v1/drawers/a/sheets/7?alt=media", "");
    answered(file, 200, "a,b\n").put("type", "application/octet-stream");
    exchange(file);
    assertThat(check(true))
        .containsPattern("requests +1 +0 +0 +0 +0")
        .containsPattern("answers +0 +0 +0 +0 +1");
  }
}
