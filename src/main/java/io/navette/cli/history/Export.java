package io.navette.cli.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.navette.history.KeptRejection;
import io.navette.history.RunFilter;
import io.navette.history.RunRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the history as JSON lines. */
@Command(
    name = "export",
    description = "Writes runs, their streams and rejected rows as JSON lines.",
    footerHeading = "%nExamples:%n",
    footer = {"  navette history export --since 30d > history.jsonl", ""})
final class Export implements Callable<Integer> {
  private final HistoryDesk desk;
  private final JsonFactory json = new JsonFactory();

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only runs of this job.")
  Optional<String> job = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      converter = Days.class,
      description = "Only runs started in the last 12h, 30d, 8w.")
  Optional<Duration> since = Optional.empty();

  Export(HistoryDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    RunFilter filter =
        new RunFilter(
            job, Optional.empty(), since.map(desk.clock().instant()::minus), Integer.MAX_VALUE);
    for (RunRecord run : desk.store().list(filter)) {
      line("run", Show.about(run));
      String id = run.start().id();
      desk.store().streams(id).forEach(stream -> line("stream", of(id, Show.members(stream))));
      desk.store()
          .rejections(id, Optional.empty())
          .forEach(rejection -> line("rejection", of(id, members(rejection))));
    }
    return 0;
  }

  private static Map<String, @Nullable Object> of(
      String run, Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    named.put("run", run);
    named.putAll(members);
    return named;
  }

  private static Map<String, @Nullable Object> members(KeptRejection kept) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("stream", kept.stream());
    members.put("stage", Texts.lower(kept.rejection().stage()));
    members.put("row", kept.rejection().row());
    members.put("column", kept.rejection().column().orElse(null));
    members.put("reason", kept.rejection().reason());
    members.put("position", kept.rejection().position());
    members.put("at", kept.at());
    members.put("replayed", kept.replayed().orElse(null));
    return members;
  }

  private void line(String kind, Map<String, @Nullable Object> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("kind", kind);
      members(out, members);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    desk.console().print(text.toString());
  }

  private static void members(JsonGenerator out, Map<?, ?> members) throws IOException {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.writeFieldName(String.valueOf(member.getKey()));
      value(out, member.getValue());
    }
  }

  private static void value(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Long number -> out.writeNumber(number);
      case Integer number -> out.writeNumber(number);
      case Duration time -> out.writeNumber(java.math.BigDecimal.valueOf(time.toMillis(), 3));
      case Map<?, ?> map -> {
        out.writeStartObject();
        members(out, map);
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }
}
