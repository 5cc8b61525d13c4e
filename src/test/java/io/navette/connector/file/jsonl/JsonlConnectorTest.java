package io.navette.connector.file.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.ReadRequest;
import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Schema;
import io.navette.testing.FileContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonlConnectorTest extends FileContract {
  private final JsonlConnector connector =
      new JsonlConnector(InputStream.nullInputStream(), new ByteArrayOutputStream());

  @Override
  protected SourceConnector source() {
    return connector;
  }

  @Override
  protected SinkConnector sink() {
    return connector;
  }

  @Override
  protected String stream() {
    return "t.jsonl";
  }

  @Override
  protected Path path() {
    return folder;
  }

  private void content(String... lines) throws IOException {
    Files.writeString(folder.resolve("t.jsonl"), String.join("\n", lines));
  }

  @Test
  void valuesComeAsTheyStandInTheFile() throws IOException {
    content(
        "\uFEFF{\"i\": 1, \"d\": 1.50, \"t\": \"\\u00e9\\n\", \"b\": true, \"j\": {\"x\": [1.0, 2e3]}}",
        "",
        "{\"j\": [1, \"a\"], \"late\": \"x\", \"i\": 2, \"d\": 1e2}\r",
        "{\"i\": null}");
    assertThat(describe(Map.of()).schema().columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly("i integer", "d decimal", "t text", "b boolean", "j json", "late text");
    assertThat(readAll(Map.of()).rows())
        .containsExactly(
            "{\"i\":1,\"d\":1.50,\"t\":\"é\\n\",\"b\":true,\"j\":{\"x\": [1.0, 2e3]},\"late\":null}",
            "{\"i\":2,\"d\":100,\"t\":null,\"b\":null,\"j\":[1, \"a\"],\"late\":\"x\"}",
            "{\"i\":null,\"d\":null,\"t\":null,\"b\":null,\"j\":null,\"late\":null}");
  }

  @Test
  void anythingIsJson() throws IOException {
    content(
        "{\"j\": \"text\"}",
        "{\"j\": 1.50}",
        "{\"j\": true}",
        "{\"j\": {\"a\" : 1}}",
        "{\"j\":[]}");
    Schema schema = Schema.of(Column.of("j", ColumnType.JSON));
    assertThat(read(ReadRequest.all("t.jsonl", schema)).rows())
        .containsExactly(
            "{\"j\":\"text\"}",
            "{\"j\":1.50}",
            "{\"j\":true}",
            "{\"j\":{\"a\" : 1}}",
            "{\"j\":[]}");
  }

  @Test
  void linesThatAreNoObjectsAreRejectedAndTheOthersPass() throws IOException {
    Files.write(
        folder.resolve("t.jsonl"),
        "{\"a\": 1}\n[1]\n{\"a\": 1} {\"a\": 2}\n{\"a\": 1, \"a\": 2}\n{\"a\": \n{\"a\": \"x\"}\n{\"a\": {}}\n{\"a\": \"\u00e9\"}\n{\"a\": 2}"
            .getBytes(StandardCharsets.ISO_8859_1));
    Schema schema = Schema.of(Column.of("a", ColumnType.INTEGER));
    Read read = read(ReadRequest.all("t.jsonl", schema));
    assertThat(read.rows()).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(read.rejections())
        .extracting(rejection -> rejection.position() + ": " + rejection.reason())
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("line 2: the line is not a JSON object"),
            text -> assertThat(text).isEqualTo("line 3: there is more on the line than one object"),
            text -> assertThat(text).isEqualTo("line 4: the object has it twice"),
            text -> assertThat(text).startsWith("line 5: not JSON: "),
            text -> assertThat(text).isEqualTo("line 6: \"x\" is not an integer"),
            text -> assertThat(text).isEqualTo("line 7: {} is not of type integer"),
            text -> assertThat(text).startsWith("line 8: not JSON: "));
  }
}
