package io.navette.connector.rest.engine;

import io.navette.connector.rest.decode.Decoder;
import io.navette.connector.rest.paging.PaginationStrategy;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.records.RecordExtractor;
import io.navette.connector.rest.records.RecordSelector;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Download;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has the API prepare each slice as a job, and downloads what comes of it as one page. */
final class AsyncRetriever implements Retriever {
  private final String stream;
  private final Component retriever;
  private final AsyncJob job;
  private final HttpRequester requester;
  private final RecordSelector selector;
  private final Paginator paginator;
  private final Decoder decoder;
  private final List<SliceOption> options;
  private final QueryProperties properties;
  private final Clients clients;

  private AsyncRetriever(
      String stream,
      Component retriever,
      RecordSelector selector,
      Decoder decoder,
      List<SliceOption> options,
      Clients clients) {
    this.stream = stream;
    this.retriever = retriever;
    this.job = new AsyncJob(stream, retriever, clients);
    this.requester = HttpRequester.ofLinks(retriever.needed("download_requester"), clients);
    this.selector = selector;
    this.paginator = Paginator.of(retriever.child("download_paginator"), stream, clients::warn);
    this.decoder = decoder;
    this.options = List.copyOf(options);
    this.properties = QueryProperties.of(retriever.needed("creation_requester"), clients);
    this.clients = clients;
  }

  static AsyncRetriever of(
      String name,
      Component retriever,
      Component stream,
      List<SliceOption> options,
      Clients clients) {
    Optional<Component> extractor = retriever.child("download_extractor");
    boolean file =
        extractor.filter(found -> found.type().equals("ResponseToFileExtractor")).isPresent();
    Optional<Component> decoder = retriever.child("download_decoder");
    return new AsyncRetriever(
        name,
        retriever,
        Selectors.of(
            retriever.needed("record_selector"),
            extractor.map(Selectors::extractor).orElseGet(Selectors::whole),
            stream,
            clients),
        file && decoder.isEmpty() ? Decoders.csv() : Decoders.of(decoder),
        options,
        clients);
  }

  @Override
  public Optional<Object> firstToken() {
    return Optional.empty();
  }

  /** Known records do not end a download. */
  @Override
  public Retriever stoppingAt(Predicate<Map<String, @Nullable Object>> isKnown) {
    return this;
  }

  @Override
  public Retriever lazy() {
    return this;
  }

  @Override
  public boolean concurrent() {
    return false;
  }

  @Override
  public PaginationReset reset() {
    return PaginationReset.of(Optional.empty());
  }

  @Override
  public RecordPage page(Slice slice, @Nullable Object token) {
    List<Slice> groups = properties.groups(slice);
    if (groups.size() > 1) {
      throw new Failure.Configuration(
          stream + ": a job can't ask for its properties in groups",
          "take property_chunking out of the manifest's creation_requester");
    }
    Optional<Map<String, @Nullable Object>> done = job.run(groups.getFirst(), options);
    return done.isEmpty()
        ? new Downloads(List.<@Nullable Object>of().iterator(), Map.of())
        : new Downloads(targets(done.get()).iterator(), done.get());
  }

  /** What is to be downloaded; a download that needs no address of its own is one too. */
  private List<@Nullable Object> targets(Map<String, @Nullable Object> context) {
    Optional<RecordExtractor> extractor =
        retriever.child("download_target_extractor").map(Selectors::extractor);
    if (extractor.isEmpty()) {
      List<@Nullable Object> one = new ArrayList<>();
      one.add("");
      return one;
    }
    Optional<Component> asked = retriever.child("download_target_requester");
    Object response =
        asked
            .map(
                found ->
                    job.body(new HttpRequester(found, clients).send(new RequestParts(), context)))
            .orElseGet(() -> context.get("polling_response"));
    return extractor.get().extract(response);
  }

  @SuppressWarnings("MustBeClosedChecker") // the page closes what it reads
  private ResponsePage download(Map<String, @Nullable Object> context, @Nullable Object token) {
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("next_page_token", token == null ? null : Map.of("next_page_token", token));
    RequestParts parts = new RequestParts();
    paginator.inject(parts, token);
    Download download = requester.download(parts, seen);
    PaginationStrategy strategy = paginator.strategy();
    ResponsePage.Body body =
        new ResponsePage.Body(download.headers(), download.body(), false, download::close);
    return new ResponsePage(stream, body, decoder, selector, seen, strategy, token);
  }

  /** Ours: lines that were cut off leave no trace; where a header counts them, they are missed. */
  private void checkWhole(ResponsePage page) {
    Optional<String> counted = retriever.text("record_count_header").flatMap(page::header);
    if (counted.isPresent() && !counted.get().equals(Integer.toString(page.size()))) {
      throw new Failure.Remote(
          stream + ": a result ended after " + page.size() + " of " + counted.get() + " records",
          "run again; the next run asks for them once more");
    }
  }

  /** All pages of all downloads of one job. */
  private final class Downloads implements RecordPage {
    private final Iterator<@Nullable Object> targets;
    private final Map<String, @Nullable Object> job;
    private Map<String, @Nullable Object> context = Map.of();
    private @Nullable ResponsePage page;
    private boolean deleted;

    Downloads(Iterator<@Nullable Object> targets, Map<String, @Nullable Object> job) {
      this.targets = targets;
      this.job = job;
    }

    @Override
    public Optional<Found> next() {
      while (true) {
        ResponsePage open = page;
        if (open == null) {
          if (!targets.hasNext()) {
            return Optional.empty();
          }
          context = new HashMap<>(job);
          context.put("download_target", PythonText.of(targets.next()));
          page = download(context, paginator.strategy().first().orElse(null));
        } else {
          Optional<Found> found = open.next();
          if (found.isPresent()) {
            return found;
          }
          checkWhole(open);
          Optional<Object> token = open.following();
          open.close();
          page = token.map(next -> download(context, next)).orElse(null);
        }
      }
    }

    @Override
    public Optional<Object> following() {
      if (!deleted && !job.isEmpty()) {
        deleted = true;
        AsyncRetriever.this.job.delete(job);
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      ResponsePage open = page;
      if (open != null) {
        open.close();
      }
    }
  }
}
