package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suppliers that are reached by files in a folder, through the program's front door. */
final class SupplierFilesTest {
  private static final Charset LATIN = Charset.forName("ISO-8859-15");
  private static final String PRICES =
      "Article;Début;Prix;Unité\nT1;2026-02-20;4,20;kg\nT2;2026-02-20;1 234,5;€/colis\n";

  @TempDir Path folder = Path.of("unset");
  private Path in = folder;
  private Path out = folder;

  @BeforeEach
  void folders() throws IOException {
    in = Files.createDirectories(folder.resolve("edi/in"));
    out = folder.resolve("edi/out");
  }

  private void configure(String files, String job) throws IOException {
    Files.writeString(
        folder.resolve("navette.yaml"),
        """
        connections:
          lake: {type: sqlite, path: lake.db}
          desk: {type: csv, path: .}
          notes: {type: jsonl, path: .}
          pomona:
            type: pomona
            transport: folder
            files: {folder: edi, settle: 50ms, FILES}
        jobs:
          JOB
        """
            .replace("FILES", files)
            .replace("JOB", job.indent(4).strip()));
  }

  private void prices(String more) throws IOException {
    configure(
        "prices: 'in/PRIX*.csv', encoding: ISO-8859-15",
        """
        prices:
          from: pomona
          to: lake
          streams:
            prices:
              mode: upsert
              key: [sku, valid_from]
              cursor: [_file]
              max_rejects: any
              types: {Prix: "decimal(9,2)", Début: date}
              columns: {sku: Article, valid_from: Début, price: Prix, price_unit: Unité, file: _file}
        """
            + more);
  }

  private Path drop(String name, String text, Charset charset) throws IOException {
    return Files.writeString(in.resolve(name), text, charset);
  }

  private Typed sync() {
    Typed run = Typed.in(folder, "sync");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private List<String> rows(String stream) {
    Typed read = Typed.in(folder, "transfer", "lake:" + stream, "-", "--output", "csv");
    assertThat(read.exit()).as(read.err()).isZero();
    return read.out().lines().skip(1).sorted().toList();
  }

  private List<String> files(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void theListSaysWhichFolder() throws IOException {
    prices("");
    assertThat(Typed.in(folder, "connect", "list", "--output", "csv").out().lines())
        .anyMatch(line -> line.startsWith("pomona,") && line.endsWith("/edi"));
  }

  @Test
  void aFileIsReadOnceByNameAndContent() throws Exception {
    prices("");
    Path first = drop("PRIX_1.csv", PRICES.replace("1 234,5", "1234,5"), LATIN);
    assertThat(sync().err()).contains("2 rows read, 2 created");
    assertThat(rows("prices"))
        .containsExactly(
            "T1,2026-02-20,4.20,kg,in/PRIX_1.csv", "T2,2026-02-20,1234.50,€/colis,in/PRIX_1.csv");
    assertThat(sync().err()).contains("nothing new");
    // It comes once more, later, as it was.
    Files.setLastModifiedTime(first, FileTime.from(Instant.parse("2027-01-01T00:00:00Z")));
    assertThat(sync().err()).contains("nothing new");
    // Under its name comes another; what is left from before is not read again.
    drop("PRIX_1.csv", PRICES.replace("4,20", "4,35").replace("T2", "T3"), LATIN);
    drop("PRIX_2.csv", "Article;Début;Prix;Unité\nT9;2026-02-27;1;kg\n", LATIN);
    drop("PRIX_3.csv.tmp", PRICES, LATIN);
    drop(".PRIX_4.csv", PRICES, LATIN);
    Typed changed = sync();
    assertThat(changed.err()).contains("1 rejected", "1 created", "1 updated");
    assertThat(rows("prices"))
        .contains("T1,2026-02-20,4.35,kg,in/PRIX_1.csv", "T9,2026-02-27,1.00,kg,in/PRIX_2.csv");
  }

  @Test
  void whatDoesNotFitIsRejectedWithItsFileAndLine() throws Exception {
    prices("");
    drop("PRIX_1.csv", PRICES + "T3;2026-02-20;4.20;kg\nT4;2026-02-20\n", LATIN);
    assertThat(sync().err()).contains("3 rejected", "1 created");
    assertThat(Typed.in(folder, "history", "errors", "last").out())
        .contains(
            "in/PRIX_1.csv line 3",
            "in/PRIX_1.csv line 4",
            "\"4.20\" has a point, where decimal: is a comma",
            "2 fields, 4 expected");
  }

  @Test
  void aFileThatStillGrowsIsLeftForTheNextRun() throws Exception {
    prices("");
    drop("PRIX_0.csv", "Article;Début;Prix;Unité\nT0;2026-02-20;1;kg\n", LATIN);
    Path growing = drop("PRIX_1.csv", "Article;Début;Prix;Unité\n", LATIN);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!Thread.interrupted()) {
                      Files.writeString(
                          growing, "T1;2026-02-20;4,20;kg\n", LATIN, StandardOpenOption.APPEND);
                      Thread.sleep(2);
                    }
                  } catch (IOException | InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  }
                });
    Typed run;
    try {
      run = sync();
    } finally {
      writer.interrupt();
      writer.join();
    }
    assertThat(run.err()).contains("1 row read");
    drop("PRIX_1.csv", PRICES.replace("1 234,5", "2"), LATIN);
    assertThat(sync().err()).contains("2 rows read, 2 created");
  }

  @Test
  void beforeTheFirstFileTheColumnsMustBeDeclared() throws Exception {
    prices("");
    Typed unknown = Typed.in(folder, "sync");
    assertThat(unknown.exit()).isEqualTo(4);
    assertThat(unknown.err()).contains("no file is called in/PRIX*.csv", "columns.prices");
    Path yaml = folder.resolve("navette.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace(
                "transport: folder",
                "transport: folder\n    columns: {prices: {sku: Article, from: Début, price: Prix, unit: Unité}}")
            .replace(
                "types: {Prix: \"decimal(9,2)\", Début: date}",
                "types: {price: \"decimal(9,2)\", from: date}")
            .replace(
                "columns: {sku: Article, valid_from: Début, price: Prix, price_unit: Unité, file: _file}",
                "columns: {sku: sku, valid_from: from, price: price}"));
    assertThat(sync().err()).contains("nothing new");
    drop("PRIX_1.csv", PRICES.replace("1 234,5", "x"), LATIN);
    assertThat(sync().err()).contains("1 created", "1 rejected");
    assertThat(rows("prices")).containsExactly("T1,2026-02-20,4.20");
  }

  @Test
  void fieldsOfFixedWidthAndTheNewestSnapshot() throws Exception {
    configure(
        "catalog: 'in/ART*', format: fixed, encoding: ISO-8859-1",
        """
        catalog:
          from: pomona
          to: lake
          streams:
            catalog:
              mode: replace
              max_rejects: any
              types: {price: "decimal(9,2)"}
        """);
    Path yaml = folder.resolve("navette.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace(
                "transport: folder",
                "transport: folder\n    columns: {catalog: {sku: 1-6, label: 7-20, price: 21-28}}"));
    Path old = drop("ART_1", "000001Vieux         00001,00\n", StandardCharsets.ISO_8859_1);
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    drop(
        "ART_2",
        "000001Pâte \"brisée\"  4,20\r\n\r\n000002Crème           \r\n000003\r\n",
        StandardCharsets.ISO_8859_1);
    assertThat(sync().err()).contains("2 created, 1 rejected");
    assertThat(Typed.in(folder, "history", "errors", "last").out())
        .contains("in/ART_2 line 4", "1 fields, 3 expected");
    assertThat(rows("catalog"))
        .containsExactly("000001,\"Pâte \"\"brisée\"\"\",4.20,in/ART_2", "000002,Crème,,in/ART_2");
    Files.writeString(
        yaml, Files.readString(yaml).replace("price: 21-28", "price: after the label"));
    Typed wrong = Typed.in(folder, "sync");
    assertThat(wrong.exit()).isEqualTo(4);
    assertThat(wrong.err())
        .contains("columns.catalog.price: \"after the label\" is no place in a file");
  }

  @Test
  void deliveriesAsJson() throws Exception {
    configure(
        "deliveries: 'in/DESADV*.json', format: json, records_path: message.despatch",
        """
        deliveries:
          from: pomona
          to: lake
          streams:
            deliveries:
              mode: upsert
              key: [delivery_id]
              cursor: [_file]
              max_rejects: any
              checks: {sscc: gs1(sscc)}
        """);
    drop(
        "DESADV_1.json",
        """
        {"sender": {"id": 1}, "message": {"despatch": [
          {"delivery_id": "D-1", "sscc": "106141412345678908", "client_reference": "CMD-1", "cartons": 4},
          {"delivery_id": "D-2", "sscc": "106141412345678900", "client_reference": "CMD-2", "cartons": 1}]}}
        """,
        StandardCharsets.UTF_8);
    assertThat(sync().err()).contains("1 created", "1 rejected");
    assertThat(rows("deliveries"))
        .containsExactly("D-1,106141412345678908,CMD-1,4,in/DESADV_1.json");
    drop("DESADV_2.json", "{\"message\": {\"despatch\": [", StandardCharsets.UTF_8);
    Typed broken = Typed.in(folder, "sync");
    assertThat(broken.exit()).isEqualTo(8);
    assertThat(broken.err()).contains("file in/DESADV_2.json: is no JSON");
  }

  private void orders(String more) throws IOException {
    configure(
        "order: 'out/CMD_{client_reference}.csv', encoding: ISO-8859-15" + more,
        """
        orders:
          from: notes
          to: pomona
          streams:
            orders.jsonl:
              into: orders
              mode: insert
              key: [client_reference]
              max_rejects: any
        """);
  }

  private void order(String... lines) throws IOException {
    Files.writeString(folder.resolve("orders.jsonl"), String.join("\n", lines));
  }

  private static String order(String reference, String lines) {
    return """
        {"client_reference": "%s", "delivery_date": "2026-03-02", "delivery_gln": "3020410000015", "lines": %s}"""
        .formatted(reference, lines);
  }

  @Test
  void anOrderIsAFileThatAppearsWhole() throws Exception {
    orders("");
    order(
        order(
            "C-1",
            "[{\"gtin\": \"3017620422003\", \"quantity\": 1.5, \"unit\": \"kg\"}, {\"sku\": \"T2;é\", \"quantity\": 2}]"));
    assertThat(sync().err()).contains("1 created");
    assertThat(files(out)).containsExactly("CMD_C-1.csv");
    assertThat(Files.readString(out.resolve("CMD_C-1.csv"), LATIN))
        .isEqualTo(
            """
            client_reference;delivery_date;delivery_gln;gtin;quantity;unit;sku
            C-1;2026-03-02;3020410000015;3017620422003;1,5;kg;
            C-1;2026-03-02;3020410000015;;2;;"T2;é"
            """);
    // The supplier has fetched it: it is not written again.
    Files.delete(out.resolve("CMD_C-1.csv"));
    assertThat(sync().err()).contains("1 unchanged");
    assertThat(files(out)).isEmpty();
  }

  @Test
  void anOrderWithSomethingWrongIsNotSentAtAll() throws Exception {
    orders("");
    order(
        order("C-1", "[{\"gtin\": \"3017620422003\", \"quantity\": 1}]"),
        order("C-2", "[{\"sku\": \"a\"}, {\"gtin\": \"3017620422004\", \"quantity\": 1}]"),
        order("C/3", "[]"),
        order("C-4", "[{\"sku\": \"日本\"}]"));
    assertThat(sync().err()).contains("1 created", "3 rejected");
    assertThat(files(out)).containsExactly("CMD_C-1.csv");
    assertThat(Typed.in(folder, "history", "errors", "last").out())
        .contains(
            "lines[1].gtin: 3017620422004 is no GTIN: its check digit would be 3",
            "client_reference: \"C/3\" can't be part of a file's name",
            "sku holds a character that ISO-8859-15 has not");
  }

  @Test
  void linesThatAreRowsMakeOneOrder() throws Exception {
    orders(", order_format: json");
    order(
        "{\"client_reference\": \"C-1\", \"sku\": \"a\", \"quantity\": 2}",
        "{\"client_reference\": \"C-2\", \"sku\": \"a\", \"quantity\": 1}",
        "{\"client_reference\": \"C-1\", \"sku\": \"b\", \"quantity\": 3}");
    assertThat(sync().err()).contains("3 created");
    assertThat(files(out)).containsExactly("CMD_C-1.csv", "CMD_C-2.csv");
    assertThat(Files.readString(out.resolve("CMD_C-1.csv")).replaceAll("\\s", ""))
        .isEqualTo(
            "[{\"client_reference\":\"C-1\",\"sku\":\"a\",\"quantity\":2},"
                + "{\"client_reference\":\"C-1\",\"sku\":\"b\",\"quantity\":3}]");
  }

  @Test
  void whatCantBeWrittenSaysWhy() throws Exception {
    orders("");
    order(order("C-1", "[]"));
    Path yaml = folder.resolve("navette.yaml");
    String written = Files.readString(yaml);
    Files.writeString(yaml, written.replace("{client_reference}", "{reference}"));
    assertThat(Typed.in(folder, "sync").err())
        .contains("files.order: there is no column reference");
    Files.writeString(yaml, written.replace("_{client_reference}", ""));
    assertThat(Typed.in(folder, "sync").err()).contains("is the same for all orders");
    Files.writeString(yaml, written.replace("into: orders", "into: prices"));
    assertThat(Typed.in(folder, "sync").err()).contains("there is nothing to write called prices");
    Files.writeString(yaml, written.replace("mode: insert", "mode: update"));
    Typed update = Typed.in(folder, "sync");
    assertThat(update.exit()).isEqualTo(4);
    assertThat(update.err()).contains("use mode: insert");
  }

  @Test
  void withoutAnythingConfiguredNothingIsAsked() throws Exception {
    prices("");
    Path yaml = folder.resolve("navette.yaml");
    String written = Files.readString(yaml);
    Files.writeString(yaml, written.replace("transport: folder", "transport: http"));
    for (String[] command : new String[][] {{"test", "pomona"}, {"sync"}}) {
      Typed nowhere = Typed.in(folder, command);
      assertThat(nowhere.exit()).as(nowhere.err()).isEqualTo(4);
      assertThat(nowhere.err() + nowhere.out())
          .contains(
              "no base_url configured: Pomona publishes no API; ask your account manager for EDI/API"
                  + " access");
    }
    Files.writeString(
        yaml,
        written.replace(
            "transport: folder", "transport: http\n    api: {base_url: \"http://localhost:1\"}"));
    Typed pathless = Typed.in(folder, "test", "pomona");
    assertThat(pathless.exit()).isEqualTo(4);
    assertThat(pathless.err() + pathless.out()).contains("no path is configured");
    Files.writeString(
        yaml,
        written.replace(
            "transport: folder",
            "transport: folder\n    api: {delivery_point: \"3020410000016\"}"));
    assertThat(Typed.in(folder, "sync").err())
        .contains("api.delivery_point: gln: 3020410000016 is no GLN: its check digit would be 5");
    Files.writeString(yaml, written.replace("prices: 'in/PRIX*.csv', ", ""));
    assertThat(Typed.in(folder, "test", "pomona").out() + Typed.in(folder, "test", "pomona").err())
        .contains("files.catalog or files.prices");
    Files.writeString(yaml, written.replace("in/PRIX", "nowhere/PRIX"));
    Typed missing = Typed.in(folder, "test", "pomona");
    assertThat(missing.exit()).isEqualTo(4);
    assertThat(missing.err() + missing.out())
        .contains("folder nowhere: there is no such file or folder");
  }
}
