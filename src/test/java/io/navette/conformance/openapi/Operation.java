package io.navette.conformance.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One method on one path of a document.
 *
 * @param template the path as the document writes it, with the server's part before it
 * @param names of the variables in the template
 */
record Operation(
    Document document,
    String method,
    String template,
    Pattern pattern,
    List<String> names,
    Place place,
    List<Place> parameters)
    implements Described {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "patch", "head", "options");

  /** All of a document, behind each of its servers. */
  static List<Operation> of(Document document) {
    List<Operation> operations = new ArrayList<>();
    Place paths = document.child(document.root(), "paths");
    for (String prefix : prefixes(document)) {
      paths
          .node()
          .fieldNames()
          .forEachRemaining(
              path -> operations.addAll(of(document, prefix, document.child(paths, path), path)));
    }
    return operations;
  }

  private static List<Operation> of(Document document, String prefix, Place item, String path) {
    List<Operation> operations = new ArrayList<>();
    String template = prefix + path;
    Pattern pattern = pattern(template);
    List<String> names = VARIABLE.matcher(template).results().map(m -> m.group(1)).toList();
    for (String method : METHODS) {
      Place place = document.child(item, method);
      if (place.exists()) {
        Map<String, Place> parameters = new LinkedHashMap<>();
        for (Place owner : List.of(item, place)) {
          for (Place parameter : document.children(document.child(owner, "parameters"))) {
            parameters.put(parameter.text("in") + " " + parameter.text("name"), parameter);
          }
        }
        operations.add(
            new Operation(
                document,
                method.toUpperCase(Locale.ROOT),
                template,
                pattern,
                names,
                place,
                List.copyOf(parameters.values())));
      }
    }
    return operations;
  }

  /** The part of the path that each server has before all of its paths. */
  private static List<String> prefixes(Document document) {
    List<String> prefixes = new ArrayList<>();
    for (Place server : document.children(document.child(document.root(), "servers"))) {
      String url =
          VARIABLE
              .matcher(server.text("url"))
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          document.child(server, "variables", found.group(1)).text("default")));
      prefixes.add(url.replaceFirst("^https?://[^/]*", "").replaceFirst("/$", ""));
    }
    return prefixes.isEmpty() ? List.of("") : prefixes.stream().distinct().toList();
  }

  private static Pattern pattern(String template) {
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    Matcher variables = VARIABLE.matcher(template);
    while (variables.find()) {
      pattern.append(Pattern.quote(template.substring(from, variables.start()))).append("([^/]+)");
      from = variables.end();
    }
    return Pattern.compile(pattern + Pattern.quote(template.substring(from)));
  }

  @Override
  public String title() {
    return method + " " + template;
  }

  @Override
  public Optional<List<Deviation>> request(Exchange exchange) {
    List<Deviation> deviations = new ArrayList<>(ParameterCheck.of(this, exchange));
    Security.of(this, exchange).ifPresent(deviations::add);
    deviations.addAll(BodyCheck.ofRequest(this, exchange));
    return Optional.of(deviations);
  }

  @Override
  public Optional<List<Deviation>> answer(Exchange.Answer answer) {
    return BodyCheck.ofAnswer(this, answer);
  }

  /** The variables of a path by name, decoded; empty when it is another path. */
  Optional<Map<String, String>> variables(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), Exchange.decoded(matcher.group(i + 1).replace("+", "%2B")));
    }
    return Optional.of(values);
  }
}
