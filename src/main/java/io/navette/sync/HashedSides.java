package io.navette.sync;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.DigestRequest;
import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowDigesting;
import io.navette.connector.RowReader;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.row.Column;
import io.navette.row.ColumnType.Kind;
import io.navette.row.RowBatch;
import io.navette.row.RowHash;
import io.navette.row.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** How the rows of source and target are hashed so that equal rows have equal hashes. */
final class HashedSides {
  private final RunScope scope;
  private final StreamPlan plan;
  private final SourceConnector target;
  private final Schema columns;
  private final Optional<List<String>> copied;
  private final Set<String> normalJson;

  /**
   * @param target the target's connector, which is read where its server can't hash
   */
  HashedSides(RunScope scope, StreamPlan plan, SourceConnector target) {
    this.scope = scope;
    this.plan = plan;
    this.target = target;
    this.columns = plan.mapping().output();
    this.copied = plan.mapping().copied(plan.source());
    this.normalJson = normalJson();
  }

  /** Where one side keeps JSON in a normal form, both are compared in it. */
  private Set<String> normalJson() {
    List<String> json =
        columns.columns().stream()
            .filter(column -> column.type().kind() == Kind.JSON)
            .map(Column::name)
            .toList();
    Set<String> normal = new HashSet<>();
    if (!json.isEmpty() && scope.sink() instanceof RowDigesting sink) {
      normal.addAll(sink.normalJson(plan.target(), json));
    }
    if (!json.isEmpty() && copied.isPresent() && scope.source() instanceof RowDigesting source) {
      List<String> names = json.stream().map(this::sourceName).toList();
      Set<String> found = source.normalJson(plan.stream(), names);
      json.stream().filter(name -> found.contains(sourceName(name))).forEach(normal::add);
    }
    return normal;
  }

  private String sourceName(String column) {
    return copied.orElseThrow().get(columns.position(column));
  }

  RowHash hash() {
    return new RowHash(columns, plan.key(), normalJson);
  }

  /**
   * Whether the source's server may hash its rows: they are copied as they are, and all of them.
   */
  boolean sourceHashes() {
    return scope.source() instanceof RowDigesting
        && copied.isPresent()
        && !scope.options().ranged()
        && (plan.rule().where().isEmpty() || scope.source() instanceof Filtering);
  }

  HashedSide source(boolean inServer) {
    HashedSide reading = reading(this::readSource);
    return inServer && sourceHashes() && scope.source() instanceof RowDigesting source
        ? new HashedInServer(source, sourceRequest(), reading)
        : reading;
  }

  private DigestRequest sourceRequest() {
    List<Column> named = new ArrayList<>();
    for (Column column : columns.columns()) {
      named.add(column.withName(sourceName(column.name())));
    }
    return new DigestRequest(
        plan.stream(),
        new Schema(named),
        plan.key().stream().map(this::sourceName).toList(),
        new HashSet<>(normalJson.stream().map(this::sourceName).toList()),
        plan.rule().where());
  }

  HashedSide target(boolean inServer) {
    HashedSide reading = reading(this::readTarget);
    DigestRequest request =
        new DigestRequest(plan.target(), columns, plan.key(), normalJson, Optional.empty());
    return inServer && scope.sink() instanceof RowDigesting sink
        ? new HashedInServer(sink, request, reading)
        : reading;
  }

  private HashedSide reading(Consumer<Consumer<RowBatch>> reading) {
    return new HashedReading(reading, hash(), columns, plan.key());
  }

  private void readSource(Consumer<RowBatch> rows) {
    boolean pushWhere = scope.source() instanceof Filtering;
    ReadRequest request = plan.readRequest(Optional.empty(), scope.options(), pushWhere);
    boolean ranged = scope.options().ranged();
    try (RowReader reader =
        open(ranged ? request : request.withCursor(List.of(), plan.info().key()))) {
      each(reader, batch -> rows.accept(plan.mapping().apply(batch).batch()));
    }
  }

  @MustBeClosed
  private RowReader open(ReadRequest request) {
    synchronized (scope.lock()) {
      return scope.source().read(request);
    }
  }

  private void readTarget(Consumer<RowBatch> rows) {
    ReadRequest all = ReadRequest.all(plan.target(), columns).options(plan.rule().targetOptions());
    try (Source copy = target.openSource(scope.job().to().settings());
        RowReader reader = copy.read(all)) {
      each(reader, rows);
    }
  }

  private void each(RowReader reader, Consumer<RowBatch> rows) {
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      scope.cancellation().check();
      rows.accept(next.get());
    }
  }
}
