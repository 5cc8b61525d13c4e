package io.navette.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XML schemas of entities are held against as what stands in JSON. */
final class IntuitDescriptionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCHEMA =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:element name="Cup" type="Cup" substitutionGroup="IntuitObject"/>
        <xs:complexType name="IntuitResponse">
          <xs:sequence><xs:choice>
            <xs:element ref="IntuitObject"/>
            <xs:element name="QueryResponse" type="QueryResponse"/>
          </xs:choice></xs:sequence>
          <xs:attribute name="time" type="xs:dateTime"/>
        </xs:complexType>
        <xs:complexType name="QueryResponse">
          <xs:sequence><xs:element ref="IntuitObject" maxOccurs="unbounded"/></xs:sequence>
        </xs:complexType>
        <xs:complexType name="Entity">
          <xs:sequence><xs:element name="Id" type="id"/></xs:sequence>
        </xs:complexType>
        <xs:complexType name="Cup">
          <xs:complexContent><xs:extension base="Entity"><xs:sequence>
            <xs:element name="Price" type="xs:decimal"/>
            <xs:element name="Bought" type="xs:date"/>
            <xs:element name="State" type="StateEnum"/>
            <xs:element name="ShelfRef" type="Reference"/>
            <xs:element name="Mark" type="xs:string" maxOccurs="unbounded"/>
          </xs:sequence></xs:extension></xs:complexContent>
        </xs:complexType>
        <xs:complexType name="Reference">
          <xs:simpleContent><xs:extension base="id">
            <xs:attribute name="name" type="xs:string"/>
          </xs:extension></xs:simpleContent>
        </xs:complexType>
        <xs:simpleType name="id"><xs:restriction base="xs:string"/></xs:simpleType>
        <xs:simpleType name="StateEnum"><xs:restriction base="xs:string">
          <xs:enumeration value="Full"/><xs:enumeration value="Empty"/>
        </xs:restriction></xs:simpleType>
      </xs:schema>
      """;

  @TempDir Path folder;
  private Description description;

  @BeforeEach
  void read() throws IOException {
    Files.writeString(folder.resolve("cups.xsd"), SCHEMA);
    description = Descriptions.in(folder).getFirst();
  }

  private static Exchange exchange(String method, String target, String body, String answer)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("method", method);
    line.put("target", target);
    line.put("headers", Map.of("content-type", "application/json"));
    line.put("body", body);
    line.put("status", 200);
    line.put("type", "application/json");
    line.put("answer", answer);
    return Exchange.of(JSON.writeValueAsString(line));
  }

  private static List<String> lines(List<Deviation> deviations) {
    return deviations.stream().map(Deviation::line).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"Id\": \"1\", \"Price\": 1.5, \"Bought\": \"2026-01-05\", \"State\": \"Full\", \"Mark\": [\"a\"]};",
        "{\"ShelfRef\": {\"value\": \"7\", \"name\": \"top\"}};",
        "{\"Colour\": \"red\"};body /Colour | is not described",
        "{\"Price\": \"1.5\"};body /Price | string found, number expected",
        "{\"Bought\": \"yesterday\"};body /Bought | ",
        "{\"State\": \"Half\"};body /State | ",
        "{\"Mark\": \"a\"};body /Mark | ",
        "{\"ShelfRef\": {\"id\": \"7\"}};body /ShelfRef/id | is not described",
      })
  void aBodyIsHeldAgainstItsEntity(String body, String line) throws IOException {
    Exchange exchange = exchange("POST", "/v3/company/17/cup?minorversion=75", body, "");
    List<String> found =
        lines(description.operation(exchange).orElseThrow().request(exchange).orElseThrow());
    if (line == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().asString().contains(line);
    }
  }

  @Test
  void anAnswerHoldsEntitiesUnderTheirNames() throws IOException {
    Exchange exchange =
        exchange(
            "GET",
            "/v3/company/17/query?query=select",
            "",
            "{\"QueryResponse\": {\"Cup\": [{\"Id\": 1}], \"Saucer\": []}, \"time\":"
                + " \"2026-01-05T09:00:00-08:00\"}");
    Described query = description.operation(exchange).orElseThrow();
    assertThat(query.request(exchange)).as("nothing is said of parameters").isEmpty();
    assertThat(lines(query.answer(exchange.answer().orElseThrow()).orElseThrow()))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("body /QueryResponse/Cup/*/Id | integer found"),
            line -> assertThat(line).contains("body /QueryResponse/Saucer | is not described"));
  }

  @Test
  void schemasOfSomebodyElseAreNoDescription() throws IOException {
    Files.writeString(
        folder.resolve("cups.xsd"), SCHEMA.replace("IntuitResponse", "AnotherResponse"));
    assertThat(Descriptions.in(folder)).isEmpty();
  }
}
