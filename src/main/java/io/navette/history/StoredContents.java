package io.navette.history;

import io.navette.sync.Contents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of what streams' rows held when they were last written. */
final class StoredContents implements Contents {
  private static final int KEYS_AT_ONCE = 500;
  private static final String SAVE =
      """
      INSERT INTO content (stream, record, content) VALUES (?, ?, ?)
      ON CONFLICT (stream, record) DO UPDATE SET content = excluded.content
      """;

  private final Database database;
  private final String job;
  private final String stream;
  private long number = -1;

  StoredContents(Database database, String job, String stream) {
    this.database = database;
    this.job = job;
    this.stream = stream;
  }

  /** The stream's number, so that its name need not stand in every row. */
  private synchronized long number() {
    if (number < 0) {
      number =
          database.write(
              tables -> {
                tables.update(
                    """
                    INSERT INTO content_stream (number, job, stream)
                    SELECT coalesce(max(number), 0) + 1, ?, ? FROM content_stream WHERE true
                    ON CONFLICT (job, stream) DO NOTHING
                    """,
                    job,
                    stream);
                return tables
                    .first(
                        "SELECT number FROM content_stream WHERE job = ? AND stream = ?",
                        row -> row.getLong(1),
                        job,
                        stream)
                    .orElseThrow();
              });
    }
    return number;
  }

  @Override
  public Map<Long, Long> find(Collection<Long> keys) {
    long own = number();
    Map<Long, Long> found = new HashMap<>();
    List<Long> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<Long> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      List<@Nullable Object> arguments = new ArrayList<>();
      arguments.add(own);
      arguments.addAll(some);
      String marks = "?, ".repeat(some.size() - 1) + "?";
      database
          .read(
              tables ->
                  tables.list(
                      "SELECT record, content FROM content WHERE stream = ? AND record IN ("
                          + marks
                          + ")",
                      row -> new long[] {row.getLong(1), row.getLong(2)},
                      arguments.toArray()))
          .forEach(pair -> found.put(pair[0], pair[1]));
    }
    return found;
  }

  @Override
  public void save(Map<Long, Long> written) {
    long own = number();
    List<@Nullable Object[]> rows = new ArrayList<>(written.size());
    written.forEach((key, content) -> rows.add(new @Nullable Object[] {own, key, content}));
    database.write(
        tables -> {
          tables.batch(SAVE, rows);
          return rows.size();
        });
  }

  @Override
  public void forget() {
    long own = number();
    database.write(tables -> tables.update("DELETE FROM content WHERE stream = ?", own));
  }
}
