package io.navette.connector.google.sheets;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.ReadRequest;
import io.navette.connector.RowReader;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.connector.StreamInfo;
import io.navette.connector.google.sheets.SheetsClient.Overview;
import io.navette.failure.Failure;
import java.util.List;

/** Reads the sheets of one spreadsheet. A sheet has no key and no cursor: it is read whole. */
final class SheetsSource implements Source {
  private final SheetsClient client;

  SheetsSource(SheetsClient client) {
    this.client = client;
  }

  @Override
  public List<String> streamNames() {
    return client.overview().tabs().stream()
        .map(Tab::title)
        .filter(title -> !title.startsWith(Replacing.STAGING))
        .toList();
  }

  @Override
  public StreamInfo describe(String stream, Settings options) {
    Tab tab = client.overview().tab(client.connection(), stream);
    TabOptions chosen = TabOptions.of(tab.where(), options);
    int most = chosen.scanned();
    int page = most == 0 ? chosen.pageRows() : (int) Math.min(most + 1L, chosen.pageRows());
    GridRows rows = new GridRows(client, tab, chosen, page);
    Header header = Header.read(rows, chosen, tab);
    SeenTypes seen = new SeenTypes(header.names());
    boolean more = chosen.header() ? rows.nextFilled() : true;
    int scanned = 0;
    while (more && (most == 0 || scanned < most)) {
      for (int i = 0; i < header.columns().size(); i++) {
        int index = i;
        rows.cell(header.columns().get(i)).type().ifPresent(type -> seen.see(index, type));
      }
      scanned++;
      more = rows.nextFilled();
    }
    return new StreamInfo(stream, seen.schema(), List.of(), List.of(), -1, more ? scanned : 0);
  }

  @Override
  @MustBeClosed
  public RowReader read(ReadRequest request) {
    Overview overview = client.overview();
    Tab tab = overview.tab(client.connection(), request.stream());
    if (!request.cursor().isEmpty()) {
      throw new Failure.Configuration(
          tab.where() + ": a sheet can't be read by a cursor, it tells not what changed",
          "leave cursor out; mode upsert with a key writes only what differs");
    }
    return new TabReader(request, client, tab, overview.zone());
  }

  @Override
  public void close() {
    client.close();
  }
}
