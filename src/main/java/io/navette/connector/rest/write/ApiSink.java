package io.navette.connector.rest.write;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.IdMap;
import io.navette.connector.IdMapped;
import io.navette.connector.PlanApplying;
import io.navette.connector.PlanWriter;
import io.navette.connector.PlannedRow;
import io.navette.connector.PlannedRows;
import io.navette.connector.RowWriter;
import io.navette.connector.Setting;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.connector.rest.engine.Calls;
import io.navette.connector.rest.engine.ManifestSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes to the objects of a {@code sink.yaml} with the clients of the connection's manifest. */
public final class ApiSink implements Sink, IdMapped, PlanApplying {
  private final SinkFile file;
  private final ManifestSource source;

  /**
   * @param source closed with this sink
   */
  public ApiSink(SinkFile file, ManifestSource source) {
    this.file = file;
    this.source = source;
  }

  /** What a stream may set under {@code target_options}. */
  public static List<Setting> options() {
    return WriteOptions.settings();
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    return write(request, IdMap.inMemory());
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request, IdMap ids) {
    TargetObject object = file.object(request);
    return request.preview()
        ? PlanningWriter.of(Setup.of(object, request, ids, calls(request), Setup.Purpose.PLAN))
        : ApiRowWriter.of(Setup.of(object, request, ids, calls(request), Setup.Purpose.RUN));
  }

  private Calls calls(WriteRequest request) {
    return source.calls().about(request.target());
  }

  @Override
  @MustBeClosed
  public PlanWriter apply(WriteRequest request, IdMap ids, PlannedRows planned, boolean resumed) {
    TargetObject object = file.object(request);
    Setup planning = Setup.of(object, request, ids, calls(request), Setup.Purpose.PLAN);
    Setup sending =
        Setup.of(object, request, ids, calls(request), planning.existing(), Setup.Purpose.APPLY);
    Vanished vanished = () -> deleted(ids, planned.rows());
    WriteMode mode = request.mode();
    long chunk = planned.chunk();
    return new ApplyingWriter(
        new PlanningWriter(planning, new RowNames(mode, chunk), vanished, ids.chunk()),
        new ApiRowWriter(sending, new RowNames(mode, chunk), vanished),
        new PlanDifferences(
            planned, resumed, planning.existing().filter(Existing::compares).isPresent()));
  }

  /** Of the records the plan deletes, those that are still the job's. */
  private static List<IdMap.Known> deleted(IdMap ids, List<PlannedRow> planned) {
    Set<String> keys =
        planned.stream()
            .filter(row -> row.action() == PlannedRow.Action.DELETE)
            .map(PlannedRow::key)
            .collect(Collectors.toSet());
    return keys.isEmpty()
        ? List.of()
        : ids.present().stream().filter(known -> keys.contains(known.key())).toList();
  }

  @Override
  public void close() {
    source.close();
  }
}
