package io.navette.testing;

import io.navette.connector.IdMap;
import io.navette.row.Bookmark;
import io.navette.row.Rejection;
import io.navette.sync.Contents;
import io.navette.sync.Journal;
import io.navette.sync.Leases;
import io.navette.sync.RunOutcome;
import io.navette.sync.RunStart;
import io.navette.sync.StreamOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A journal and its leases in memory. A lease is always free. */
public final class MemoryJournal implements Journal, Leases {
  public final List<RunOutcome> runs = new ArrayList<>();
  public final List<Rejection> rejections = new ArrayList<>();
  public final Map<String, Bookmark> bookmarks = new ConcurrentHashMap<>();
  public final Map<String, String> overrides = new ConcurrentHashMap<>();
  public final Map<String, IdMap> ids = new ConcurrentHashMap<>();
  private final Map<String, Map<Long, Long>> contents = new ConcurrentHashMap<>();
  private long fence;

  @Override
  public void begin(RunStart start) {}

  @Override
  public void skip(RunStart start, String reason) {}

  @Override
  public synchronized void record(String run, StreamOutcome outcome) {}

  @Override
  public synchronized void finish(RunOutcome outcome) {
    runs.add(outcome);
  }

  @Override
  public Optional<Bookmark> bookmark(String job, String stream) {
    return Optional.ofNullable(bookmarks.get(job + "/" + stream));
  }

  @Override
  public void saveBookmark(String job, String stream, Bookmark bookmark, String run) {
    bookmarks.put(job + "/" + stream, bookmark);
  }

  @Override
  public void forgetBookmark(String job, String stream) {
    bookmarks.remove(job + "/" + stream);
  }

  @Override
  public Optional<String> overridden(String job, String stream) {
    return Optional.ofNullable(overrides.get(job + "/" + stream));
  }

  @Override
  public synchronized void keep(String run, String job, String stream, List<Rejection> more) {
    rejections.addAll(more);
  }

  @Override
  public IdMap ids(String job, String target, String run) {
    return ids.computeIfAbsent(job + "/" + target, absent -> IdMap.inMemory());
  }

  @Override
  public Contents contents(String job, String stream) {
    Map<Long, Long> kept =
        contents.computeIfAbsent(job + "/" + stream, absent -> new ConcurrentHashMap<>());
    return new Contents() {
      @Override
      public Map<Long, Long> find(Collection<Long> keys) {
        Map<Long, Long> found = new HashMap<>(kept);
        found.keySet().retainAll(keys);
        return found;
      }

      @Override
      public void save(Map<Long, Long> written) {
        kept.putAll(written);
      }

      @Override
      public void forget() {
        kept.clear();
      }
    };
  }

  @Override
  public synchronized List<Long> rowsRead(String job, String stream, int wanted) {
    return runs.reversed().stream()
        .filter(run -> run.exit() == 0)
        .flatMap(run -> run.streams().stream())
        .filter(outcome -> outcome.stream().equals(stream))
        .map(StreamOutcome::read)
        .limit(wanted)
        .toList();
  }

  @Override
  public synchronized Lease acquire(String job, String run, Duration patience) {
    fence++;
    long number = fence;
    return new Lease() {
      @Override
      public long fence() {
        return number;
      }

      @Override
      public void confirm() {}

      @Override
      public void close() {}
    };
  }
}
