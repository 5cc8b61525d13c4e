package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a connector is not as its vendor's description says: {@code deviations.yaml} beside its
 * fixtures. The format is described in {@code docs/adding-a-connector.md}.
 */
final class Explanations {
  private final List<Explained> explained = new ArrayList<>();
  private final List<Like> likes = new ArrayList<>();
  private final List<Wrapped> lists = new ArrayList<>();
  private final Set<String> used = new LinkedHashSet<>();

  /** One or several deviations; of all fixtures where none is named. */
  private record Explained(
      String fixture,
      Deviation.Side side,
      Pattern operation,
      Pattern at,
      String says,
      String line) {
    boolean fits(Deviation deviation, String of) {
      return (fixture.isEmpty() || fixture.equals(of))
          && side == deviation.side()
          && operation.matcher(deviation.operation()).matches()
          && at.matcher(deviation.at()).matches()
          && deviation.message().contains(says);
    }
  }

  /** Paths that are not described, but like others that are. */
  private record Like(Pattern path, String as) {}

  /** Answers that are described as a list, and have it in a member. */
  private record Wrapped(Pattern answer, String in, String line) {}

  /** Those of a file, or none where there is no file. */
  static Explanations read(Path file) throws IOException {
    Explanations explanations = new Explanations();
    if (Files.exists(file)) {
      JsonNode tree = new YAMLMapper().readTree(file.toFile());
      tree.path("explained").forEach(entry -> explanations.explain(entry, file));
      for (JsonNode entry : tree.path("like")) {
        explanations.likes.add(
            new Like(Pattern.compile(text(entry, "path", file)), text(entry, "as", file)));
        text(entry, "why", file);
      }
      tree.path("lists").forEach(entry -> explanations.wrapped(entry, file));
    }
    return explanations;
  }

  private void explain(JsonNode entry, Path file) {
    Deviation.Side side = entry.has("request") ? Deviation.Side.REQUEST : Deviation.Side.ANSWER;
    text(entry, "why", file);
    String says = entry.path("says").asText();
    String name = side.name().toLowerCase(Locale.ROOT);
    String line = name + " " + shown(entry.path(name)) + " | " + shown(entry.path("at"));
    for (String operation : texts(entry, name, file)) {
      for (String at : texts(entry, "at", file)) {
        explained.add(
            new Explained(
                entry.path("fixture").asText(), side, pattern(operation), pattern(at), says, line));
      }
    }
  }

  private void wrapped(JsonNode entry, Path file) {
    String in = text(entry, "in", file);
    text(entry, "why", file);
    for (String answer : texts(entry, "answer", file)) {
      lists.add(new Wrapped(pattern(answer), in, "list of " + answer));
    }
  }

  private static String shown(JsonNode texts) {
    return texts.isArray() ? texts.toString() : texts.asText();
  }

  /** One text or a list of them. */
  private static List<String> texts(JsonNode entry, String name, Path file) {
    List<String> texts = new ArrayList<>();
    if (entry.path(name).isArray()) {
      entry.path(name).forEach(item -> texts.add(item.asText()));
    } else {
      texts.add(text(entry, name, file));
    }
    return texts;
  }

  private static String text(JsonNode entry, String name, Path file) {
    String text = entry.path(name).asText();
    if (text.isBlank()) {
      throw new IllegalArgumentException(file + ": no " + name + " in " + entry);
    }
    return text;
  }

  /** A star stands for anything within a part of a path. */
  private static Pattern pattern(String text) {
    return Pattern.compile(Pattern.quote(text).replace("*", "\\E[^/ ]*\\Q"));
  }

  /** The path by which the description is asked; each entry sees what those before it made. */
  private String described(String path) {
    String described = path;
    for (Like like : likes) {
      Matcher matcher = like.path().matcher(described);
      if (matcher.matches()) {
        used.add(like.path().pattern());
        described = matcher.replaceFirst(like.as());
      }
    }
    return described;
  }

  /** An exchange as the description knows it. */
  Exchange described(Exchange sent) {
    Exchange exchange = sent.at(described(sent.path()));
    return exchange.answer().map(answer -> exchange.with(bare(exchange, answer))).orElse(exchange);
  }

  private Exchange.Answer bare(Exchange exchange, Exchange.Answer answer) {
    String title = exchange.method() + " " + exchange.path() + " " + answer.status();
    for (Wrapped wrapped : lists) {
      Optional<Exchange.Answer> list =
          wrapped.answer().matcher(title).matches() ? answer.list(wrapped.in()) : Optional.empty();
      if (list.isPresent()) {
        used.add(wrapped.line());
        return list.get();
      }
    }
    return answer;
  }

  /** Whether there is a reason for what an exchange of a fixture shows. */
  boolean explain(Deviation deviation, String fixture) {
    List<Explained> fitting =
        explained.stream().filter(one -> one.fits(deviation, fixture)).toList();
    fitting.forEach(one -> used.add(one.line()));
    return !fitting.isEmpty();
  }

  /** Those that explained nothing. */
  Set<String> unused() {
    Set<String> all = new LinkedHashSet<>();
    likes.forEach(like -> all.add(like.path().pattern()));
    explained.forEach(one -> all.add(one.line()));
    lists.forEach(wrapped -> all.add(wrapped.line()));
    all.removeAll(used);
    return all;
  }
}
