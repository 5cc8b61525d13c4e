package io.navette.connector.google.sheets;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.AllOrNothing;
import io.navette.connector.RowWriter;
import io.navette.connector.Sink;
import io.navette.connector.WriteRequest;

/** Writes the sheets of one spreadsheet. Nothing changes before a pass's last chunk. */
final class SheetsSink implements Sink, AllOrNothing {
  private final SheetsClient client;

  SheetsSink(SheetsClient client) {
    this.client = client;
  }

  @Override
  @MustBeClosed
  public RowWriter write(WriteRequest request) {
    TabTarget target = new TabTarget(client, request);
    Existing existing = new Existing(target);
    return new TabWriter(
        switch (request.mode()) {
          case APPEND -> new Appending(target, existing);
          case UPSERT -> new Upserting(target, existing, request.key());
          case REPLACE -> new Replacing(target, existing);
          case INSERT, UPDATE, MIRROR ->
              throw new IllegalArgumentException(request.mode() + " is none of the modes");
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
