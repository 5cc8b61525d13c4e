package io.navette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Catalog;
import io.navette.connector.WriteMode;
import io.navette.connector.jdbc.sqlite.SqliteConnector;
import io.navette.failure.Failure;
import io.navette.row.ColumnType;
import io.navette.secret.Secret;
import io.navette.secret.SecretStore;
import io.navette.sync.Job;
import io.navette.sync.StreamRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigLoaderTest {
  private static final Catalog CATALOG =
      new Catalog(List.of(new SqliteConnector(), new ApiConnector()));

  private Path folder = Path.of("unset");

  @BeforeEach
  void place(@TempDir Path folder) {
    this.folder = folder;
  }

  private Configuration load(String yaml, String... overrides) throws IOException {
    Files.writeString(folder.resolve("navette.yaml"), yaml);
    return load(Optional.empty(), overrides);
  }

  private Configuration load(Optional<String> given, String... overrides) {
    return ConfigLoader.load(
        new ConfigSource(given, Map.of(), folder, Optional.empty(), List.of(overrides)), CATALOG);
  }

  private List<String> problems(String yaml) {
    try {
      load(yaml);
      return List.of();
    } catch (Failure.Configuration failure) {
      return failure.problems();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static References references(String... secrets) {
    return new References(
        Map.of("HOME_DB", "env.db"),
        () -> new Store(List.of(secrets)),
        () -> (service, name, where) -> new Secret("from " + service + " " + name));
  }

  @Test
  void aListHasADefaultOfSeveralValuesOrThoseWritten() throws IOException {
    Configuration configuration =
        load(
            """
            connections:
              a: {type: api, api: {base_url: "https://a.example"}}
              b: {type: api, api: {base_url: "https://b.example", tables: ["jobs, and pay"]}}
            """);
    assertThat(tables(configuration, "a")).containsExactly("jobs", "pay");
    assertThat(tables(configuration, "b")).containsExactly("jobs, and pay");
    assertThat(ConfigSchema.of(CATALOG).findParents("default").toString())
        .contains("\"default\":[\"jobs\",\"pay\"]");
  }

  private static List<String> tables(Configuration configuration, String name) {
    return configuration.endpoint(name, references()).settings().list("api.tables");
  }

  private record Store(List<String> known) implements SecretStore {
    @Override
    public Optional<Secret> find(String name) {
      return known.contains(name) ? Optional.of(new Secret("s3cret")) : Optional.empty();
    }

    @Override
    public SortedSet<String> names() {
      return new TreeSet<>(known);
    }
  }

  private static final String GOOD =
      """
      connections:
        a: {type: sqlite, path: a.db, busy_timeout: 2s}
        b: {type: sqlite, path: "${env:HOME_DB}"}
      jobs:
        copy:
          from: a
          to: b
          schedule: daily at 02:00
          parallel: 4
          defaults: {mode: upsert, key: [id], max_rejects: 1%}
          streams:
            "*":
            orders:
              into: sales.orders
              mode: mirror
              cursor: [at, id]
              lag: 10m
              columns: {id: id, total: price * 2}
              casts: {total: "decimal(12,2)"}
              types: {price: decimal}
              where: "state <> 'X'"
              checks: {total: value >= 0}
              schema: freeze
              accept_loss: [total]
              guards: {max_delete: 5%, min_rows: 80% of median(10), max_nulls: {total: 1%}}
              verify: counts
            secret: {disabled: true}
      """;

  @Test
  void everythingIsRead() throws IOException {
    Job job = load(GOOD).job("copy", references());
    assertThat(job.parallel()).isEqualTo(4);
    assertThat(job.from().settings().path("path")).contains(folder.resolve("a.db"));
    assertThat(job.from().settings().duration("busy_timeout")).contains(Duration.ofSeconds(2));
    assertThat(job.to().settings().path("path")).contains(folder.resolve("env.db"));
    assertThat(job.rules())
        .extracting(StreamRule::pattern)
        .containsExactly("*", "orders", "secret");
    assertThat(job.rules().get(0).mode()).isEqualTo(WriteMode.UPSERT);
    assertThat(job.rules().get(2).disabled()).isTrue();
    StreamRule orders = job.rules().get(1);
    assertThat(orders.mode()).isEqualTo(WriteMode.MIRROR);
    assertThat(orders.key()).containsExactly("id");
    assertThat(orders.cursor()).containsExactly("at", "id");
    assertThat(orders.lag()).isEqualTo(Duration.ofMinutes(10));
    assertThat(orders.columns())
        .containsExactly(Map.entry("id", "id"), Map.entry("total", "price * 2"));
    assertThat(orders.casts()).containsEntry("total", ColumnType.decimal(12, 2));
    assertThat(orders.maxRejects().exceeded(1, 100)).isFalse();
    assertThat(orders.maxRejects().exceeded(2, 100)).isTrue();
    assertThat(orders.guards().minRows().orElseThrow().medianOf()).isEqualTo(10);
    assertThat(orders.guards().maxNulls()).containsEntry("total", 0.01);
    assertThat(orders.verify()).isEqualTo(StreamRule.VerifyLevel.COUNTS);
  }

  @Test
  void allProblemsAreReportedTogetherWithTheirPlaces() {
    assertThat(
            problems(
                """
                connections:
                  a: {type: sqlit, path: a.db}
                  b: {type: sqlite, paht: b.db, busy_timeout: soon}
                  c: {type: sqlite, path: "x-${secret:HOME}"}
                jobs:
                  copy:
                    from: b
                    to: cc
                    streams: {x: }
                  other:
                    from: b
                    to: c
                    schedule: sometimes
                    shedule: daily
                    defaults: {mode: upsrt}
                    streams:
                      x: {types: {id: integr}, max_rejects: few, guards: {max_delet: 1%}}
                      y: [1]
                tables: []
                """))
        .containsExactly(
            "navette.yaml:2:13: connections.a.type: \"sqlit\" is not a type of connection; did you"
                + " mean sqlite?",
            "navette.yaml:3:27: connections.b: unknown key paht; did you mean path?",
            "navette.yaml:3:6: connections.b: path is missing: The file; created when it is written"
                + " to.",
            "navette.yaml:3:47: connections.b.busy_timeout: \"soon\" is not a time span such as 30s"
                + " or 10m",
            "navette.yaml:4:27: connections.c.path: only ${env:NAME} can be a part of a value;"
                + " ${secret:NAME} and ${file:PATH} are the whole of it",
            "navette.yaml:19:1: unknown key tables (known: connections, jobs, flows, history)",
            "navette.yaml:8:9: jobs.copy.to: there is no connection cc; did you mean c?",
            "navette.yaml:13:15: jobs.other.schedule: \"sometimes\" is not a schedule such as:"
                + " daily at 02:00, weekly on monday at 03:30, hourly, every 15m, or a cron"
                + " expression (0 2 * * *)",
            "navette.yaml:14:5: jobs.other: unknown key shedule; did you mean schedule?",
            "navette.yaml:18:10: jobs.other.streams.y: expected a block of keys, found a list",
            "navette.yaml:15:22: jobs.other.streams.x.mode: \"upsrt\" is not a mode; did you mean"
                + " upsert?",
            "navette.yaml:17:23: jobs.other.streams.x.types.id: \"integr\" is not a type; did you"
                + " mean integer?",
            "navette.yaml:17:45: jobs.other.streams.x.max_rejects: \"few\" is not a whole number",
            "navette.yaml:17:59: jobs.other.streams.x.guards: unknown key max_delet; did you mean"
                + " max_delete?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: [1'|navette.yaml:1:6: is not YAML",
        "'- a'|navette.yaml:1:1: expected keys such as connections: and jobs:",
        "'jobs: 5'|navette.yaml:1:7: jobs: expected a block of keys, found \"5\"",
      })
  void whatIsNoConfigurationIsNamedByItsPlace(String yaml, String expected) {
    assertThat(problems(yaml)).hasSize(1).first().asString().startsWith(expected);
  }

  @Test
  void aKeyThatStandsTwiceIsAProblem() {
    assertThat(problems("jobs: {}\njobs: {}\n"))
        .containsExactly("navette.yaml:2:1: jobs stands twice, first at line 1");
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    assertThat(problems(yaml.toString())).first().asString().contains("too large");
  }

  @Test
  void aFolderIsReadInTheOrderOfNames() throws IOException {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(conf.resolve("1.yaml"), "connections: {a: {type: sqlite, path: a.db}}");
    Files.writeString(
        conf.resolve("2.yaml"),
        "connections: {b: {type: sqlite, path: b.db}}\n"
            + "jobs: {j: {from: a, to: b, streams: [x, y]}}");
    Configuration configuration = load(Optional.of("conf"));
    assertThat(configuration.connections()).containsOnlyKeys("a", "b");
    Job job = configuration.job("j", references());
    assertThat(job.rules()).extracting(StreamRule::pattern).containsExactly("x", "y");
    assertThat(job.from().settings().path("path")).contains(conf.resolve("a.db"));
    Files.writeString(conf.resolve("3.yaml"), "connections: {a: {type: sqlite, path: c.db}}");
    assertThatThrownBy(() -> load(Optional.of("conf")))
        .hasMessage("conf/3.yaml:1:15: connections.a: this connection is declared twice");
  }

  @Test
  void overridesReachAnyValue() throws IOException {
    Job job =
        load(
                GOOD,
                "jobs.copy.parallel=2",
                "jobs.copy.streams.orders.mode=append",
                "connections.a.path=z.db")
            .job("copy", references());
    assertThat(job.parallel()).isEqualTo(2);
    assertThat(job.rules().get(1).mode()).isEqualTo(WriteMode.APPEND);
    assertThat(job.from().settings().path("path")).contains(folder.resolve("z.db"));
    assertThatThrownBy(() -> load(GOOD, "nothing")).isInstanceOf(Failure.Usage.class);
  }

  @Test
  void overridesOfAFolderGoToTheFileThatHoldsThem() throws IOException {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("caisse.yaml"), "{type: api, api: {base_url: x}, logging: {level: INFO}}");
    Files.writeString(conf.resolve("lake.yaml"), "connections: {lake: {type: sqlite, path: a.db}}");
    Files.writeString(
        conf.resolve("navette.yaml"),
        "connections: {pond: {type: sqlite, path: p.db}}\n"
            + "jobs: {in: {from: pond, to: lake, streams: [x]}}");
    Optional<String> given = Optional.of("conf");
    Configuration configuration =
        load(given, "connections.caisse.api.base_url=y", "connections.lake.path=b.db");
    assertThat(configuration.endpoint("caisse", references()).settings().text("api.base_url"))
        .contains("y");
    Job job = load(given, "jobs.in.parallel=2").job("in", references());
    assertThat(job.parallel()).isEqualTo(2);
    assertThat(configuration.job("in", references()).to().settings().path("path"))
        .contains(conf.resolve("b.db"));
    assertThatThrownBy(() -> load(given, "jobs.inn.parallel=2"))
        .isInstanceOfSatisfying(
            Failure.Usage.class,
            failure ->
                assertThat(failure.getMessage() + failure.remedy())
                    .contains("none of the configuration's files holds it")
                    .contains("connections.caisse, connections.lake, connections.pond, jobs.in"));
  }

  @Test
  void whatHoldsNothingIsAProblem() {
    assertThat(
            problems(
                """
                connections:
                  a:
                    type: sqlite
                    path:
                  b: {type: sqlite, path: b.db, tuning: {}}
                  c: {type: api, api: {base_url: x}, auth: {}}
                """))
        .containsExactly(
            "navette.yaml:4:10: connections.a.path: nothing stands behind it; give a value, or"
                + " take it out",
            "navette.yaml:5:41: connections.b: unknown key tuning (known: path, busy_timeout,"
                + " type)");
  }

  @Test
  void anApiFileIsAConnectionNamedAfterIt() throws IOException {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("caisse.yaml"),
        """
        type: api
        api: {base_url: "https://api.example.com/", version: v1}
        auth: {method: oauth2, client_secret: "${secret:caisse.client_secret}", scopes: [a, b]}
        connection: {timeout: 30}
        rate_limit: {max_requests_per_minute: 60}
        logging: {level: INFO}
        """);
    Configuration configuration = load(Optional.of("conf"));
    var settings = configuration.endpoint("caisse", references("caisse.client_secret")).settings();
    assertThat(settings.text("api.base_url")).contains("https://api.example.com/");
    assertThat(settings.secret("auth.client_secret")).contains(new Secret("s3cret"));
    assertThat(settings.list("auth.scopes")).containsExactly("a", "b");
    assertThat(settings.duration("connection.timeout")).contains(Duration.ofSeconds(30));
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> configuration.endpoint("caisse", references()))
        .isInstanceOfSatisfying(
            Failure.Configuration.class,
            failure ->
                assertThat(failure.remedy())
                    .isEqualTo("navette connect keystore set caisse.client_secret"));
  }

  @Test
  void aSecretInTheFileIsRefusedWithoutRepeatingIt() {
    assertThat(
            problems(
                "connections: {x: {type: api, api: {base_url: u}, auth: {client_secret:"
                    + " hunter2}}}"))
        .hasSize(1)
        .first()
        .asString()
        .contains("connections.x.auth.client_secret: a secret does not belong in a file")
        .doesNotContain("hunter2");
  }

  @Test
  void theHashTellsOfChangesButNotOfSecrets() throws IOException {
    String first = load(GOOD).hash("copy");
    assertThat(load(GOOD).hash("copy")).isEqualTo(first);
    assertThat(load(GOOD, "jobs.copy.parallel=5").hash("copy")).isNotEqualTo(first);
    assertThat(load(GOOD, "connections.a.path=other.db").hash("copy")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "daily at 02:00|2026-01-31T01:59:59Z|2026-01-30T02:00:00Z|2026-01-31T02:00:00Z",
        "daily at 02:00|2026-01-31T02:00:00Z|2026-01-31T02:00:00Z|2026-02-01T02:00:00Z",
        "daily at 02:30"
            + " Europe/Paris|2026-03-29T12:00:00Z|2026-03-29T01:30:00Z|2026-03-30T00:30:00Z",
        "daily at 02:30"
            + " Europe/Paris|2026-10-25T12:00:00Z|2026-10-25T00:30:00Z|2026-10-26T01:30:00Z",
        "weekly on monday at 03:30|2026-01-31T12:00:00Z|2026-01-26T03:30:00Z|2026-02-02T03:30:00Z",
        "every 15m|2026-01-31T12:07:00Z|2026-01-31T12:00:00Z|2026-01-31T12:15:00Z",
        "hourly|2026-01-31T12:07:00Z|2026-01-31T12:00:00Z|2026-01-31T13:00:00Z",
        "30 4 1 * *|2026-01-31T12:07:00Z|2026-01-01T04:30:00Z|2026-02-01T04:30:00Z",
      })
  void schedules(String text, Instant now, Instant last, Instant next) {
    Schedule schedule = Schedule.parse(text, Optional.empty());
    assertThat(schedule.lastDue(now)).contains(last);
    assertThat(schedule.next(now)).contains(next);
  }
}
