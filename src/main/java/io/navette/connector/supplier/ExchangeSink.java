package io.navette.connector.supplier;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.AllOrNothing;
import io.navette.connector.IdMap;
import io.navette.connector.IdMapped;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.WriteMode;
import io.navette.connector.WriteRequest;
import io.navette.failure.Failure;
import java.util.List;

/** Writes orders as files, one each; the history knows which were written. */
final class ExchangeSink implements Sink, IdMapped, AllOrNothing {
  private final Exchange exchange;
  private final ExchangeRuntime runtime;

  ExchangeSink(Exchange exchange, ExchangeRuntime runtime) {
    this.exchange = exchange;
    this.runtime = runtime;
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    return write(request, IdMap.inMemory());
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request, IdMap ids) {
    String where = exchange.where() + ", ";
    if (!request.target().equals("orders")) {
      throw new Failure.Configuration(
          where + "there is nothing to write called " + request.target(),
          "into: orders is what files can be written for");
    }
    if (!List.of(WriteMode.APPEND, WriteMode.INSERT).contains(request.mode())) {
      throw new Failure.Configuration(
          where + "orders are files, which are created and not changed", "use mode: insert");
    }
    String name =
        exchange
            .settings()
            .text("files.order")
            .orElseThrow(
                () -> Exchange.missing(exchange.settings(), "files.order", "writing orders"));
    return new OrderWriter(
        request,
        exchange,
        ids,
        OrderName.of(name, request.schema(), where),
        new OrderDocument(exchange.settings(), request.schema(), runtime.csvOut()));
  }

  @Override
  public void close() {
    exchange.close();
  }
}
