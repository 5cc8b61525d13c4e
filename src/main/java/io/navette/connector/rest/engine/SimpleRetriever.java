package io.navette.connector.rest.engine;

import io.navette.connector.rest.decode.JsonDecoder;
import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.partition.SubstreamPartitionRouter;
import io.navette.connector.rest.records.RecordSelector;
import io.navette.connector.rest.value.PythonText;
import io.navette.http.Answer;
import io.navette.http.Download;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Asks for each page by one request, or by one for each group of properties. */
final class SimpleRetriever implements Retriever {
  private final String stream;
  private final Component retriever;
  private final HttpRequester requester;
  private final RecordSelector selector;
  private final Paginator paginator;
  private final List<SliceOption> sliceOptions;
  private final QueryProperties properties;
  private final PaginationReset reset;
  private final boolean lazy;

  private SimpleRetriever(
      String stream,
      Component retriever,
      HttpRequester requester,
      RecordSelector selector,
      Paginator paginator,
      List<SliceOption> sliceOptions,
      QueryProperties properties,
      boolean lazy) {
    this.stream = stream;
    this.retriever = retriever;
    this.requester = requester;
    this.selector = selector;
    this.paginator = paginator;
    this.sliceOptions = List.copyOf(sliceOptions);
    this.properties = properties;
    this.reset = PaginationReset.of(retriever.child("pagination_reset"));
    this.lazy = lazy;
  }

  static SimpleRetriever of(
      String name,
      Component retriever,
      Component stream,
      List<SliceOption> options,
      Clients clients) {
    Component requester = retriever.needed("requester");
    return new SimpleRetriever(
        name,
        retriever,
        HttpRequester.ofPages(requester, clients),
        Selectors.of(retriever.needed("record_selector"), stream, clients),
        Paginator.of(retriever.child("paginator"), name, clients::warn),
        options,
        QueryProperties.of(requester, clients),
        false);
  }

  @Override
  public Retriever stoppingAt(Predicate<Map<String, @Nullable Object>> isKnown) {
    return with(paginator.stoppingAt(isKnown), lazy);
  }

  @Override
  public Retriever lazy() {
    return with(paginator, true);
  }

  private SimpleRetriever with(Paginator changed, boolean takesFirst) {
    return new SimpleRetriever(
        stream, retriever, requester, selector, changed, sliceOptions, properties, takesFirst);
  }

  @Override
  public boolean concurrent() {
    return true;
  }

  @Override
  public PaginationReset reset() {
    return reset;
  }

  @Override
  public Optional<Object> firstToken() {
    return paginator.strategy().first();
  }

  @Override
  public RecordPage page(Slice slice, @Nullable Object token) {
    Object first = slice.extraFields().get(SubstreamPartitionRouter.FIRST_PAGE);
    if (lazy && first != null && Objects.equals(token, firstToken().orElse(null))) {
      return page(RecordRows.json(first), slice, token);
    }
    List<Slice> groups = properties.groups(slice);
    if (groups.size() == 1) {
      return ask(groups.getFirst(), token);
    }
    Optional<QueryProperties.ByKeys> byKeys = properties.byKeys();
    if (byKeys.isPresent()) {
      return MergedPage.completed(
          () -> ask(groups.getFirst(), token),
          byKeys.get().key(),
          keys -> others(groups.subList(1, groups.size()), keys, byKeys.get()));
    }
    return MergedPage.of(
        groups.stream().map(group -> (Supplier<RecordPage>) () -> ask(group, token)).toList(),
        properties.mergeKey());
  }

  /** What the other groups hold of the records of a page, some records at once. */
  private List<Supplier<RecordPage>> others(
      List<Slice> groups, List<Object> keys, QueryProperties.ByKeys byKeys) {
    List<Supplier<RecordPage>> pages = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += byKeys.most()) {
      List<Object> some = keys.subList(from, Math.min(keys.size(), from + byKeys.most()));
      for (Slice group : groups) {
        pages.add(() -> ask(QueryProperties.withKeys(group, some), some, byKeys.option()));
      }
    }
    return pages;
  }

  private RecordPage ask(Slice slice, List<Object> keys, Component option) {
    RequestParts parts = new RequestParts();
    properties.inject(parts, slice);
    parts.inject(option, String.join(",", keys.stream().map(PythonText::of).toList()));
    return send(parts, slice, null);
  }

  private RecordPage page(String json, Slice slice, @Nullable Object token) {
    ResponsePage.Body body =
        new ResponsePage.Body(
            Headers.of(),
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
            false,
            () -> {});
    return new ResponsePage(
        stream,
        body,
        new JsonDecoder(),
        selector,
        SliceContext.of(slice, token),
        paginator.strategy(),
        token);
  }

  private RecordPage ask(Slice slice, @Nullable Object token) {
    RequestParts parts = new RequestParts();
    paginator.inject(parts, token);
    properties.inject(parts, slice);
    boolean bare =
        token != null && retriever.flag("ignore_stream_slicer_parameters_on_paginated_requests");
    if (!bare) {
      sliceOptions.forEach(option -> parts.inject(option.option(), option.value().apply(slice)));
    }
    return send(parts, slice, token);
  }

  @SuppressWarnings("MustBeClosedChecker") // the page closes what it reads
  private RecordPage send(RequestParts parts, Slice slice, @Nullable Object token) {
    Map<String, @Nullable Object> context = SliceContext.of(slice, token);
    Optional<Component> decoder = retriever.child("decoder");
    ResponsePage.Body body =
        Decoders.streams(decoder)
            ? streamed(requester.download(parts, context))
            : whole(requester.send(parts, context));
    return new ResponsePage(
        stream, body, Decoders.of(decoder), selector, context, paginator.strategy(), token);
  }

  private static ResponsePage.Body streamed(Download download) {
    return new ResponsePage.Body(download.headers(), download.body(), false, download::close);
  }

  private ResponsePage.Body whole(Answer answer) {
    return new ResponsePage.Body(
        answer.headers(),
        new ByteArrayInputStream(answer.body()),
        requester.errors().ignores(answer),
        () -> {});
  }
}
