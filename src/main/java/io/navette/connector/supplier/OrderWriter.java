package io.navette.connector.supplier;

import io.navette.connector.Changes;
import io.navette.connector.Chunk;
import io.navette.connector.Committed;
import io.navette.connector.IdMap;
import io.navette.connector.Receipt;
import io.navette.connector.RowWriter;
import io.navette.connector.WriteRequest;
import io.navette.row.KeyText;
import io.navette.row.Rejection;
import io.navette.row.RowBatch;
import io.navette.row.RowJson;
import io.navette.row.TradeData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the rows of orders and writes each order as a file when all have come. An order with a
 * row at fault is not written at all. One that was written is not written again, whoever has
 * fetched its file meanwhile. Used by one thread.
 */
final class OrderWriter implements RowWriter {
  private final WriteRequest request;
  private final Exchange exchange;
  private final IdMap ids;
  private final OrderName names;
  private final OrderDocument document;
  private final KeyText key;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private Changes changes = Changes.NONE;

  /** The rows of one file, and what is wrong with one of them. */
  private static final class Order {
    private final List<OrderRow> rows = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
  }

  OrderWriter(
      WriteRequest request, Exchange exchange, IdMap ids, OrderName names, OrderDocument document) {
    this.request = request;
    this.exchange = exchange;
    this.ids = ids;
    this.names = names;
    this.document = document;
    this.key = new KeyText(request.schema(), request.key());
  }

  @Override
  public List<Rejection> write(RowBatch batch) {
    List<Rejection> nameless = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      String json = RowJson.write(batch, row);
      try {
        Order order = orders.computeIfAbsent(names.of(batch, row), name -> new Order());
        String known = request.key().isEmpty() ? "" : key.of(batch, row);
        OrderRow read = OrderRow.of(batch, row, known, json);
        order.rows.add(read);
        order.problem = order.problem.or(() -> TradeData.problem(read.document()));
      } catch (IllegalArgumentException misfit) {
        nameless.add(rejection(json, String.valueOf(misfit.getMessage())));
      }
    }
    return nameless;
  }

  @Override
  public Committed commit(Chunk chunk) {
    if (!chunk.last()) {
      return Committed.of(Changes.NONE);
    }
    Map<String, IdMap.Known> known = ids.find(orders.keySet());
    orders.forEach((name, order) -> settle(name, order, Optional.ofNullable(known.get(name))));
    orders.clear();
    ids.nextChunk();
    return new Committed(changes, rejections, receipts);
  }

  private void settle(String name, Order order, Optional<IdMap.Known> known) {
    if (order.problem.isPresent()) {
      refuse(order, order.problem.get());
      return;
    }
    boolean doubtful = known.filter(one -> one.outcome() == Receipt.Outcome.UNKNOWN).isPresent();
    if (known.filter(one -> one.sends() > 0).isPresent()) {
      done(name, order, Receipt.Outcome.UNCHANGED);
    } else if (doubtful && holds(name)) {
      keep(name, Receipt.Outcome.CREATED);
      done(name, order, Receipt.Outcome.CREATED);
    } else if (doubtful && !resends()) {
      refuse(
          order,
          "in doubt: run "
              + known.get().run()
              + " was stopped while it wrote "
              + name
              + ", and it is not there; ask the supplier, and write it again with target_options:"
              + " {on_unknown_outcome: resend} if he has not got it");
    } else {
      send(name, order);
    }
  }

  private boolean resends() {
    return request.options().text("on_unknown_outcome").filter("resend"::equals).isPresent();
  }

  private boolean holds(String name) {
    try {
      return exchange.folder().holds(name);
    } catch (IOException e) {
      throw FolderFailure.of(exchange.where() + ", file " + name, e);
    }
  }

  private void send(String name, Order order) {
    try {
      Path folder = Files.createTempDirectory("navette-order");
      Path file = folder.resolve(document.fileName());
      try {
        document.write(order.rows, file);
        keep(name, Receipt.Outcome.UNKNOWN);
        exchange
            .folder()
            .put(file, name, exchange.settings().text("files.temp_suffix").orElse(".tmp"));
        keep(name, Receipt.Outcome.CREATED);
        done(name, order, Receipt.Outcome.CREATED);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IllegalArgumentException misfit) {
      refuse(order, String.valueOf(misfit.getMessage()));
    } catch (IOException e) {
      throw FolderFailure.of(exchange.where() + ", file " + name, e);
    }
  }

  /** Written down before the file goes, and after. */
  private void keep(String name, Receipt.Outcome outcome) {
    ids.save(List.of(new Receipt(name, Optional.of(name), outcome, "", "")));
  }

  private void done(String name, Order order, Receipt.Outcome outcome) {
    long rows = order.rows.size();
    changes =
        changes.plus(
            outcome == Receipt.Outcome.CREATED
                ? Changes.created(rows)
                : new Changes(0, 0, rows, 0));
    for (OrderRow row : order.rows) {
      receipts.add(new Receipt(row.key(), Optional.of(name), outcome, "", ""));
    }
  }

  private void refuse(Order order, String reason) {
    for (OrderRow row : order.rows) {
      rejections.add(rejection(row.json(), reason));
      receipts.add(new Receipt(row.key(), Optional.empty(), Receipt.Outcome.REJECTED, reason, ""));
    }
  }

  private static Rejection rejection(String json, String reason) {
    return new Rejection(Rejection.Stage.WRITE, json, Optional.empty(), reason, "");
  }

  @Override
  public void close() {
    orders.clear();
  }
}
