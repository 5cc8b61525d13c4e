package io.navette.connector.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.RowWriter;
import io.navette.connector.Settings;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.file.csv.CsvConnector;
import io.navette.connector.file.jsonl.JsonlConnector;
import io.navette.row.Column;
import io.navette.row.ColumnType;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of a run that was killed. The others go through the program: SupplierFilesTest. */
final class OrderWriterTest {
  private static final Schema SCHEMA = Schema.of(Column.of("client_reference", ColumnType.TEXT));
  private static final IdMap NO_HISTORY = IdMap.inMemory();

  @TempDir Path folder = Path.of("unset");

  private Committed write(IdMap ids, Map<String, Object> options) {
    CsvConnector csv =
        new CsvConnector(InputStream.nullInputStream(), OutputStream.nullOutputStream());
    ExchangeRuntime runtime =
        new ExchangeRuntime(
            csv,
            csv,
            new JsonlConnector(InputStream.nullInputStream(), OutputStream.nullOutputStream()),
            time -> {},
            line -> {});
    Settings settings =
        new Settings(
            "supplier",
            Map.of(
                "transport",
                "folder",
                "files.folder",
                folder,
                "files.order",
                "{client_reference}.csv"));
    WriteRequest request =
        new WriteRequest(
            "j",
            "s",
            "orders",
            SCHEMA,
            WriteMode.INSERT,
            List.of("client_reference"),
            false,
            new Settings("s", options));
    RowBatch batch = new RowBatch(SCHEMA);
    batch.cells(0).appendText("C-1");
    batch.endRow();
    try (Exchange exchange = Exchange.open(settings);
        ExchangeSink sink = new ExchangeSink(exchange, runtime);
        RowWriter writer = sink.write(request, ids)) {
      assertThat(writer.write(batch)).isEmpty();
      assertThat(writer.commit(new Chunk("r", 1, 1, 1, Optional.empty(), false)).receipts())
          .isEmpty();
      return writer.commit(new Chunk("r", 1, 2, 1, Optional.empty(), true));
    }
  }

  private static IdMap begun() {
    IdMap ids = IdMap.inMemory();
    ids.save(List.of(new Receipt("C-1.csv", Optional.empty(), Receipt.Outcome.UNKNOWN, "", "")));
    return ids;
  }

  @Test
  void oneThatMayHaveBeenFetchedIsNotWrittenAgain() {
    assertThat(write(begun(), Map.of()).rejections())
        .extracting(Rejection::reason)
        .singleElement()
        .asString()
        .startsWith("in doubt: run")
        .contains("on_unknown_outcome: resend");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneThatIsThereWasWritten() throws Exception {
    Files.writeString(folder.resolve("C-1.csv"), "as it was");
    IdMap ids = begun();
    assertThat(write(ids, Map.of()).receipts())
        .extracting(Receipt::key, Receipt::remoteId, Receipt::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "C-1", Optional.of("C-1.csv"), Receipt.Outcome.CREATED));
    assertThat(folder.resolve("C-1.csv")).hasContent("as it was");
    assertThat(write(ids, Map.of()).changes().unchanged()).isEqualTo(1);
  }

  @Test
  void oneInDoubtIsWrittenWhereThatIsWanted() {
    Committed written = write(begun(), Map.of("on_unknown_outcome", "resend"));
    assertThat(written.changes().created()).isEqualTo(1);
    assertThat(folder.resolve("C-1.csv")).hasContent("client_reference\nC-1");
    assertThat(write(NO_HISTORY, Map.of()).changes().created()).isEqualTo(1);
  }
}
