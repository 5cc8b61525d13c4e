package io.navette.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestReportTest {
  @Test
  void everyManifestOfAFolderIsReported(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        version: "1"
        check: {stream_names: [a]}
        streams:
          - {name: a, retriever: {type: CustomRetriever, class_name: x.Y}}
          - name: b
            retriever:
              requester: {url: "https://a.example"}
              record_selector: {extractor: {field_path: []}}
        """);
    Files.writeString(folder.resolve("b.yml"), "[");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ManifestReport.report(folder, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("a.yaml: 1 streams, 1 refused")
        .contains("a: #/streams/0/retriever: CustomRetriever x.Y is code")
        .contains("b.yml: refused as a whole")
        .contains("2 manifests, 1 refused as a whole; 1 streams run, 1 refused");
  }
}
