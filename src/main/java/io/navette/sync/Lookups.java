package io.navette.sync;

import io.navette.connector.Filtering;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.StreamInfo;
import io.navette.failure.Failure;
import io.navette.mapping.Lookup;
import io.navette.mapping.LookupTable;
import io.navette.mapping.Mapped;
import io.navette.mapping.Mapping;
import io.navette.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables that a run's streams look values up in, each read once. Thread-safe. */
final class Lookups {
  private record Read(LookupRule rule, LookupTable table) {}

  private final String job;
  private final Cancellation cancellation;
  private final List<Read> tables = new ArrayList<>();

  Lookups(String job, Cancellation cancellation) {
    this.job = job;
    this.cancellation = cancellation;
  }

  /** What a stream's mapping needs; reads the tables that no stream asked for before. Blocks. */
  List<Lookup> of(StreamRule rule) {
    List<Lookup> found = new ArrayList<>();
    for (LookupRule lookup : rule.exchange().lookups()) {
      found.add(
          new Lookup(
              lookup.name(), lookup.by(), lookup.missing(), lookup.fallback(), table(lookup)));
    }
    return found;
  }

  private synchronized LookupTable table(LookupRule rule) {
    for (Read read : tables) {
      if (read.rule().readsAs(rule)) {
        return read.table();
      }
    }
    LookupTable table = read(rule);
    tables.add(new Read(rule, table));
    return table;
  }

  private LookupTable read(LookupRule rule) {
    if (!(rule.from().connector() instanceof SourceConnector connector)) {
      throw new Failure.Configuration(
          where(rule) + rule.from().name() + " can't be read from", "choose another connection");
    }
    try (Source source = connector.openSource(rule.from().settings())) {
      StreamInfo info = source.describe(rule.stream(), rule.options());
      boolean pushed = source instanceof Filtering;
      Mapping mapping = Mapping.compile(spec(rule, pushed), info.schema());
      LookupTable table = new LookupTable(mapping.output());
      ReadRequest all = ReadRequest.all(rule.stream(), info.schema()).options(rule.options());
      try (RowReader reader =
          source.read(pushed ? rule.where().map(all::where).orElse(all) : all)) {
        fill(rule, table, mapping, reader);
      }
      if (!table.duplicates().isEmpty()) {
        throw new Failure.Data(
            where(rule)
                + "the key "
                + String.join(", ", rule.key())
                + " stands in more than one row: "
                + String.join(", ", table.duplicates()),
            "make it unique there, or narrow the rows with lookup." + rule.name() + ".where");
      }
      return table;
    }
  }

  private static MappingSpec spec(LookupRule rule, boolean pushed) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < rule.key().size(); i++) {
      columns.put("key" + (i + 1), rule.key().get(i));
    }
    columns.put("value", rule.value());
    return new MappingSpec(
        "lookup " + rule.name() + " in " + rule.from().name() + " " + rule.stream(),
        columns,
        Map.of(),
        pushed ? Optional.empty() : rule.where(),
        Map.of(),
        Set.of());
  }

  private void fill(LookupRule rule, LookupTable table, Mapping mapping, RowReader reader) {
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      cancellation.check();
      Mapped mapped = mapping.apply(next.get());
      if (!mapped.batch().rejections().isEmpty()) {
        throw new Failure.Data(
            where(rule) + "a row can't be read: " + mapped.batch().rejections().get(0).reason(),
            "correct it there, or narrow the rows with lookup." + rule.name() + ".where");
      }
      table.add(mapped.batch());
      if (table.size() > rule.maxRows()) {
        throw new Failure.Configuration(
            where(rule) + "it holds more than max_rows: " + rule.maxRows() + " keys",
            "narrow it with where:, or raise max_rows: each key takes about 30 bytes of memory"
                + " beside its own");
      }
    }
  }

  private String where(LookupRule rule) {
    return "job "
        + job
        + ": lookup "
        + rule.name()
        + ": connection "
        + rule.from().name()
        + ", stream "
        + rule.stream()
        + ": ";
  }
}
