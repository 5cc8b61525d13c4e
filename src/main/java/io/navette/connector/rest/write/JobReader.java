package io.navette.connector.rest.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an {@code async} part, whose words are those of an {@code AsyncRetriever}. */
final class JobReader {
  private JobReader() {}

  static JobRules read(Part part) {
    JobRules rules =
        new JobRules(
            needed(part, "creation_requester"),
            part.tree("creation_body"),
            part.component("close_requester", "HttpRequester"),
            part.tree("close_body"),
            needed(part, "polling_requester"),
            part.path("status_path"),
            part.component("status_mapping", "AsyncJobStatusMap").orElse(Map.of()),
            results(part),
            part.whole("polling_job_timeout", 60));
    if (rules.status().isEmpty() || rules.statuses().isEmpty()) {
      part.wrong("", "needs status_path and status_mapping");
    }
    part.finish();
    return rules;
  }

  private static Map<String, @Nullable Object> needed(Part part, String name) {
    return part.component(name, "HttpRequester")
        .orElseGet(
            () -> {
              part.wrong("", "lacks " + name);
              return Map.of();
            });
  }

  private static List<JobRules.Results> results(Part part) {
    List<JobRules.Results> results = new ArrayList<>();
    Optional<Part> all = part.part("results");
    if (all.isPresent()) {
      all.get().parts().forEach((name, found) -> results.add(result(found)));
      all.get().finish();
    }
    return results;
  }

  private static JobRules.Results result(Part part) {
    JobRules.Results result =
        new JobRules.Results(
            needed(part, "requester"),
            part.component("decoder", "JsonDecoder"),
            part.flag("refused", false));
    part.finish();
    return result;
  }
}
