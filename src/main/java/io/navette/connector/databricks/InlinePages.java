package io.navette.connector.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.connector.databricks.Statements.Ended;
import io.navette.connector.warehouse.Pages;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small result, in the answers themselves. */
final class InlinePages implements Pages {
  private final Statements statements;
  private final Ended statement;
  private Optional<JsonNode> next;

  InlinePages(Statements statements, Ended statement) {
    this.statements = statements;
    this.statement = statement;
    this.next = Optional.of(statement.answer().path("result"));
  }

  @Override
  public Optional<List<@Nullable String[]>> next() {
    Optional<JsonNode> result = next;
    next =
        result
            .filter(chunk -> chunk.hasNonNull("next_chunk_index"))
            .map(chunk -> statements.chunk(statement.id(), chunk.path("next_chunk_index").asInt()));
    return result.map(chunk -> PrintedRows.of(chunk.path("data_array")));
  }

  @Override
  public void close() {
    next = Optional.empty();
  }
}
