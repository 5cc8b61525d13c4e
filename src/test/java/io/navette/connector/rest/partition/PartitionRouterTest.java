package io.navette.connector.rest.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.conformance.TinyEvaluator;
import io.navette.connector.rest.value.Evaluator;
import io.navette.connector.rest.value.FieldPath;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PartitionRouterTest {
  private static final Evaluator EVALUATOR =
      new TinyEvaluator(Map.of("config", Map.of("l", List.of("a", "b"))));

  private static PartitionRouter list(String field, Object... values) {
    return ListPartitionRouter.of(List.of(values), field, EVALUATOR);
  }

  private static List<String> texts(PartitionRouter router) {
    try (Stream<Slice> slices = router.slices()) {
      return slices.map(slice -> slice.partition() + "" + slice.extraFields()).toList();
    }
  }

  private static PartitionRouter parents() {
    return new SubstreamPartitionRouter(
        List.of(
            new ParentStream(
                () ->
                    Stream.of(
                        new ParentStream.ParentRecord(
                            Map.of("k", Map.of("id", 1L), "n", "x"), Map.of("p", 5L)),
                        new ParentStream.ParentRecord(Map.of("n", "without a key"), Map.of())),
                FieldPath.parse("k/id"),
                "parent",
                List.of(FieldPath.parse("n"), FieldPath.parse("k/gone")),
                Optional.empty())));
  }

  @Test
  void oneForEachValue() {
    assertThat(texts(list("x", 1L, "b"))).containsExactly("{x=1}{}", "{x=b}{}");
    assertThat(texts(ListPartitionRouter.of("{{ config.l }}", "x", EVALUATOR)))
        .containsExactly("{x=a}{}", "{x=b}{}");
    assertThatThrownBy(() -> ListPartitionRouter.of("text", "x", EVALUATOR))
        .isInstanceOf(Failure.Configuration.class);
  }

  @Test
  void oneForEachParentRecord() {
    assertThat(texts(parents()))
        .containsExactly("{parent=1, parent_slice={p=5}}{n=x, k.gone=null}");
    Slice slice = parents().slices().toList().getFirst();
    assertThat(slice.asValue().get("parent")).isEqualTo(1L);
    assertThat(slice.asValue().get("extra_fields")).hasToString("{n=x, k.gone=null}");
    assertThat(slice.asValue()).hasSize(2);
  }

  @Test
  void eachWithEach() {
    assertThat(
            texts(new CartesianProductStreamSlicer(List.of(list("x", 1L, 2L), list("y", 3L, 4L)))))
        .containsExactly("{x=1, y=3}{}", "{x=1, y=4}{}", "{x=2, y=3}{}", "{x=2, y=4}{}");
    PartitionRouter windows = () -> Stream.of(Slice.ofWindow(Map.of("start_time", "a")));
    assertThat(new CartesianProductStreamSlicer(List.of(list("x", 1L), windows)).slices())
        .containsExactly(new Slice(Map.of("x", 1L), Map.of("start_time", "a"), Map.of()));
    assertThatThrownBy(
            () -> new CartesianProductStreamSlicer(List.of(windows, windows)).slices().toList())
        .isInstanceOf(Failure.Configuration.class);
  }

  @Test
  void severalInOne() {
    assertThat(texts(new GroupingPartitionRouter(list("x", 1L, 1L, 2L, 3L), 2, true)))
        .containsExactly("{x=[1, 2]}{}", "{x=[3]}{}");
    assertThat(texts(new GroupingPartitionRouter(list("x", 1L, 1L), 5, false)))
        .containsExactly("{x=[1, 1]}{}");
    assertThat(texts(new GroupingPartitionRouter(parents(), 5, true)))
        .containsExactly("{parent=[1], parent_slice=[{p=5}]}{n=[x], k.gone=[null]}");
  }

  @Test
  void eachValueOnce() {
    assertThat(
            texts(new UnionPartitionRouter(List.of(list("parent", 1L, 2L), parents()), "parent")))
        .containsExactly("{parent=1}{}", "{parent=2}{}");
    assertThat(texts(new UnionPartitionRouter(List.of(parents()), "parent")))
        .containsExactly("{parent=1}{parent_slice={p=5}, n=x, k.gone=null}");
    assertThatThrownBy(() -> texts(new UnionPartitionRouter(List.of(list("x", 1L)), "y")))
        .isInstanceOf(Failure.Configuration.class);
  }
}
