package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.testing.ApiFixture;
import io.navette.testing.ApiServer;
import io.navette.testing.Program;
import io.navette.testing.WriteFixture;
import io.navette.testing.WriteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of vendors run both ways as they stand, but that local servers answer for them. */
final class VendorExamplesTest {
  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @CsvSource({
    "xero, comptes, factures, invoices, 3",
    "bamboohr, rh, effectif, employees, 3",
    "metro-webshop, halle, tarif, articles, 2",
  })
  void whatIsRead(String name, String connection, String job, String table, int rows)
      throws Exception {
    ApiFixture fixture = ApiFixture.of(name);
    try (ApiServer server = new ApiServer(fixture)) {
      server.serveAll();
      Program program = example(name, connection, server.address());
      Program.Result first = program.run("sync", job);
      assertThat(first.exit()).as(first.err()).isZero();
      List<String> lines =
          program.run("transfer", "lake:" + table, "-", "--output", "csv").out().lines().toList();
      assertThat(lines).as("%s asked %s", first.err(), server.asked()).hasSize(rows + 1);
      assertThat(program.run("sync", job).err()).contains("unchanged");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xero, comptes, clients, contacts, 2, The contact name must be specified.",
    "bamboohr, rh, entrants, employees, 2, lastName is required",
    "metro-webshop, halle, commander, orders, 2, deliveryDate is missing",
  })
  void whatIsWritten(
      String name, String connection, String job, String object, int stored, String refusal)
      throws Exception {
    try (WriteServer server = new WriteServer(WriteFixture.of(name + "/write-" + object))) {
      Program program = example(name, connection, server.address());
      Program.Result first = program.run("sync", job);
      assertThat(first.exit()).as(first.err()).isEqualTo(8);
      assertThat(program.run("history", "errors", "last").out()).contains(refusal);
      assertThat(server.records()).hasSize(stored);
      server.writes();
      Program.Result second = program.run("sync", job);
      assertThat(second.err()).contains(stored + " unchanged");
      assertThat(server.records()).hasSize(stored);
    }
  }

  private Program example(String name, String connection, String address) throws Exception {
    try (Stream<Path> files = Files.list(Path.of("config-examples", name))) {
      for (Path file : files.toList()) {
        Files.writeString(folder.resolve(String.valueOf(file.getFileName())), here(file, address));
      }
    }
    Program program =
        new Program(
            folder,
            Map.of(
                "NAVETTE_HOME", folder.resolve("home").toString(),
                "NAVETTE_CONFIG", ".",
                "NAVETTE_PASSPHRASE", "a passphrase for tests"));
    program.run("connect", "keystore", "init");
    for (String secret :
        List.of("client_secret", "refresh_token", "api_key", "api_password", "password")) {
      program.runWith("s3cret-4711", "connect", "keystore", "set", connection + "." + secret);
    }
    return program;
  }

  private static String here(Path file, String address) throws IOException {
    String text =
        Files.readString(file)
            .replace("max_requests_per_minute: 60", "max_requests_per_minute: 6000");
    return text.contains("base_url:")
        ? text.replace("https://sandbox.metro-cc.com", address)
            .replace("api:\n", "api:\n  page_size: 1\n")
        : text.replace("api:\n", "api:\n  page_size: 2\n  base_url: " + address + "\n")
            .replace("auth:\n", "auth:\n  token_url: " + address + "/connect/token\n");
  }
}
