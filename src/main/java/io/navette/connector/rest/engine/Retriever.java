package io.navette.connector.rest.engine;

import io.navette.connector.rest.partition.Slice;
import io.navette.connector.rest.records.RecordSelector;
import io.navette.http.Answer;
import io.navette.http.Download;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one stream, slice by slice. */
final class Retriever {
  private final String stream;
  private final Component retriever;
  private final HttpRequester requester;
  private final RecordSelector selector;
  private final Paginator paginator;
  private final List<SliceOption> sliceOptions;

  /** Something of a slice that is put into its requests. */
  record SliceOption(Component option, Function<Slice, @Nullable Object> value) {}

  Retriever(
      String stream,
      Component retriever,
      HttpRequester requester,
      RecordSelector selector,
      Paginator paginator,
      List<SliceOption> sliceOptions) {
    this.stream = stream;
    this.retriever = retriever;
    this.requester = requester;
    this.selector = selector;
    this.paginator = paginator;
    this.sliceOptions = List.copyOf(sliceOptions);
  }

  Retriever stoppingAt(Predicate<Map<String, @Nullable Object>> isKnown) {
    return new Retriever(
        stream, retriever, requester, selector, paginator.stoppingAt(isKnown), sliceOptions);
  }

  Optional<Object> firstToken() {
    return paginator.strategy().first();
  }

  /** Asks for a page; its records are decoded as they are asked for. Close it. */
  @SuppressWarnings("MustBeClosedChecker") // the page closes what it reads
  RecordPage page(Slice slice, @Nullable Object token) {
    Map<String, @Nullable Object> context = context(slice, token);
    RequestParts parts = new RequestParts();
    paginator.inject(parts, token);
    boolean bare =
        token != null && retriever.flag("ignore_stream_slicer_parameters_on_paginated_requests");
    if (!bare) {
      sliceOptions.forEach(option -> parts.inject(option.option(), option.value().apply(slice)));
    }
    Optional<Component> decoder = retriever.child("decoder");
    RecordPage.Body body =
        Decoders.streams(decoder)
            ? streamed(requester.download(parts, context))
            : whole(requester.send(parts, context));
    return new RecordPage(
        stream, body, Decoders.of(decoder), selector, context, paginator.strategy(), token);
  }

  private RecordPage.Body streamed(Download download) {
    return new RecordPage.Body(download.headers(), download.body(), false, download::close);
  }

  private RecordPage.Body whole(Answer answer) {
    return new RecordPage.Body(
        answer.headers(),
        new ByteArrayInputStream(answer.body()),
        requester.errors().ignores(answer),
        () -> {});
  }

  private static Map<String, @Nullable Object> context(Slice slice, @Nullable Object token) {
    Map<String, @Nullable Object> context = new HashMap<>();
    context.put(
        "stream_slice",
        new io.navette.connector.rest.expression.Slice(
            slice.partition(), slice.window(), slice.extraFields()));
    context.put("next_page_token", token == null ? null : Map.of("next_page_token", token));
    return context;
  }
}
