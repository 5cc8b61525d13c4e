package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.navette.connector.jdbc.TableName;
import io.navette.failure.Failure;
import io.navette.row.Column;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A table as a resource of the REST API. Each method is one request or two, and blocks. */
record TableApi(Api api, Place place, InstantSource clock) {
  /** A staging table that nobody removed, since its run was killed, vanishes after this. */
  private static final Duration STAGED = Duration.ofDays(7);

  private HttpUrl url(TableName name) {
    return api.url(
        place.project(name),
        Map.of(),
        "datasets",
        place.dataset(name),
        "tables",
        place.table(name));
  }

  private HttpUrl all(TableName name) {
    return api.url(place.project(name), Map.of(), "datasets", place.dataset(name), "tables");
  }

  /** Empty when there is no such table. */
  Optional<JsonNode> find(TableName name) {
    return api.find(url(name));
  }

  JsonNode read(TableName name) {
    return api.read(url(name));
  }

  /** A page of its rows (tabledata.list). */
  JsonNode data(TableName name, Map<String, String> query) {
    HttpUrl.Builder data = url(name).newBuilder().addPathSegment("data");
    query.forEach(data::addQueryParameter);
    return api.read(data.build());
  }

  void create(TableName name, List<Column> columns, List<String> key) {
    ObjectNode table = resource(name, columns, Map.of());
    if (!key.isEmpty()) {
      ArrayNode names =
          table.putObject("tableConstraints").putObject("primaryKey").putArray("columns");
      key.forEach(names::add);
    }
    if (api.post(all(name), table).isEmpty()) {
      throw new Failure.Configuration(
          place.connection() + ": the table " + place.path(name) + " was created meanwhile",
          "run again");
    }
  }

  /** Whatever was there; it vanishes by itself after a while. */
  void createStaging(TableName name, List<Column> columns, Map<String, Shape> shapes) {
    drop(name);
    ObjectNode table = resource(name, columns, shapes);
    table.put("expirationTime", Long.toString(clock.instant().plus(STAGED).toEpochMilli()));
    api.post(all(name), table);
  }

  private ObjectNode resource(TableName name, List<Column> columns, Map<String, Shape> shapes) {
    ObjectNode table = Api.JSON.createObjectNode();
    table.set("tableReference", reference(name));
    ArrayNode fields = table.putObject("schema").putArray("fields");
    for (Column column : columns) {
      Shape shape = shapes.get(column.name());
      fields.add(shape == null ? BigQueryTypes.field(column) : shape.staged());
    }
    return table;
  }

  /** As bodies of requests name it. */
  ObjectNode reference(TableName name) {
    return Api.JSON
        .createObjectNode()
        .put("projectId", place.project(name))
        .put("datasetId", place.dataset(name))
        .put("tableId", place.table(name));
  }

  void addColumns(TableName name, List<Column> columns) {
    ObjectNode change = Api.JSON.createObjectNode();
    ArrayNode fields = change.putObject("schema").putArray("fields");
    read(name).path("schema").path("fields").forEach(fields::add);
    columns.stream().map(BigQueryTypes::field).forEach(fields::add);
    api.patch(url(name), change);
  }

  void drop(TableName name) {
    api.delete(url(name));
  }
}
