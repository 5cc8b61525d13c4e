package io.navette.connector.jdbc.postgres;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.jdbc.Keyset;
import io.navette.connector.jdbc.Pass;
import io.navette.row.Encoded;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One pass over a table in one snapshot, by COPY in binary form. */
final class CopyReader implements RowReader {
  private static final int PIECE = 1 << 18;
  private static final int SPARE = 1 << 12;
  private static final int ENCODED_ROWS = 4 * RowBatch.ROWS;

  private final Server server;
  private final ReadRequest request;
  private final boolean encoded;
  private final Connection connection;
  private final Pass pass;
  private final Keyset keyset;
  private final RowDecoder decoder;
  private final CopyRows rows;
  private RowBatch filled;
  private List<String> last = List.of();
  private boolean ended;

  /**
   * @param known the table, where it was described just now
   */
  @MustBeClosed
  CopyReader(Server server, ReadRequest request, Optional<Relation> known, boolean encoded) {
    this.server = server;
    this.request = request;
    this.encoded = encoded;
    this.filled = new RowBatch(request.schema());
    this.connection = server.connect();
    try {
      // COPY alone sees one state of the table; what is asked before it must see the same.
      connection.setAutoCommit(known.isPresent() && request.cursor().isEmpty());
      Relation relation =
          known.isPresent() ? known.get() : server.relation(connection, request.stream());
      Summary summary = new Summary(connection, relation, request.where());
      this.pass = Pass.begin(request, summary::highest);
      this.keyset = pass.keyset(bound -> relation.literal(bound.column(), bound.text()));
      for (String cursor : request.cursor()) {
        checkCursor(summary, cursor);
      }
      this.decoder =
          new RowDecoder(
              request.schema(), request.schema().names().stream().map(relation::wire).toList());
      this.rows =
          new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql(relation)));
    } catch (SQLException e) {
      server.close(connection);
      throw server.failure(request.stream(), e);
    } catch (RuntimeException e) {
      server.close(connection);
      throw e;
    }
  }

  private void checkCursor(Summary summary, String cursor) throws SQLException {
    long missing = summary.nulls(cursor);
    if (missing > 0) {
      throw Pass.nullCursor(request.stream(), cursor, missing);
    }
  }

  private String sql(Relation relation) {
    return "COPY (SELECT "
        + request.schema().names().stream()
            .map(relation::selected)
            .collect(Collectors.joining(", "))
        + " FROM "
        + relation.name().sql()
        + keyset.whereClause()
        + keyset.orderClause()
        + (request.limit() > 0 ? " LIMIT " + request.limit() : "")
        + ") TO STDOUT (FORMAT binary)";
  }

  @Override
  public Schema schema() {
    return request.schema();
  }

  @Override
  public Optional<RowBatch> next() {
    if (ended) {
      return Optional.empty();
    }
    RowBatch batch;
    try {
      batch = encoded ? encoded() : decoded();
    } catch (SQLException e) {
      throw server.failure(request.stream(), e);
    }
    if (ended) {
      pass.end(last).ifPresent(batch::bookmark);
    } else if (!keyset.columns().isEmpty()) {
      batch.bookmark(pass.within(last));
    }
    return Optional.of(batch);
  }

  private RowBatch decoded() throws SQLException {
    RowBatch batch = filled.another();
    filled = batch;
    long weight = 0;
    byte @Nullable [] row = null;
    while (batch.size() < RowBatch.ROWS && weight < RowBatch.BYTES) {
      byte @Nullable [] found = rows.next();
      if (found == null) {
        ended = true;
        break;
      }
      decoder.decode(found, batch);
      weight += found.length;
      row = found;
    }
    reached(row);
    return batch;
  }

  private RowBatch encoded() throws SQLException {
    byte[] bytes = new byte[PIECE];
    int length = 0;
    int count = 0;
    byte @Nullable [] row = null;
    while (count < ENCODED_ROWS && length < PIECE - SPARE) {
      byte @Nullable [] found = rows.next();
      if (found == null) {
        ended = true;
        break;
      }
      if (bytes.length - length < found.length) {
        bytes = Arrays.copyOf(bytes, length + found.length);
      }
      System.arraycopy(found, 0, bytes, length, found.length);
      length += found.length;
      count++;
      row = found;
    }
    reached(row);
    return RowBatch.of(request.schema(), new Encoded(count, bytes, length));
  }

  private void reached(byte @Nullable [] row) {
    if (row != null) {
      last = decoder.texts(row, keyset.columns());
    }
  }

  @Override
  public void close() {
    if (ended) {
      server.release(connection, false);
    } else {
      server.close(connection);
    }
  }
}
