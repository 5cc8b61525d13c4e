package io.navette.connector.google.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import io.navette.connector.google.bigquery.Jobs.Job;
import io.navette.connector.warehouse.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a load job says of its rows. Those that are to blame stand in the list of errors, in words,
 * not in the error that ended the job.
 */
final class LoadErrors {
  private static final Pattern ROW = Pattern.compile("row starting at position (\\d+)");

  private LoadErrors() {}

  static Refusal refusal(Job job) {
    Set<Long> offsets = new TreeSet<>();
    List<String> messages = new ArrayList<>();
    for (JsonNode error : job.resource().path("status").path("errors")) {
      String message = error.path("message").asText();
      Matcher row = ROW.matcher(message);
      if (row.find()) {
        offsets.add(Long.parseLong(row.group(1)));
        messages.add(message);
      }
    }
    String ended = job.error().map(error -> error.path("message").asText()).orElse("");
    return new Refusal(messages.isEmpty() ? ended : messages.get(0), offsets);
  }
}
