package io.navette.config;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.failure.Failure;
import io.navette.sync.Endpoint;
import io.navette.sync.Flow;
import io.navette.sync.Job;
import io.navette.sync.LookupRule;
import io.navette.sync.StreamRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checked configuration. Secrets, variables and files are fetched when an endpoint or a job is
 * asked for. Immutable.
 *
 * @param history the settings under {@code history:}; empty for the usual SQLite file
 */
public record Configuration(
    Map<String, ConnectionConfig> connections,
    Map<String, JobConfig> jobs,
    Map<String, Flow> flows,
    Optional<HistoryConfig> history) {
  public Configuration {
    connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    flows = Map.copyOf(flows);
  }

  /** The connection of this name with its settings resolved. */
  public Endpoint endpoint(String name, References references) {
    ConnectionConfig connection = connections.get(name);
    if (connection == null) {
      throw new Failure.Configuration(
          "there is no connection " + name + Problems.meant(name, connections.keySet()),
          "navette connect list");
    }
    return connection.endpoint(references);
  }

  /** The job of this name with both its ends resolved. */
  public Job job(String name, References references) {
    JobConfig job = jobConfig(name);
    Endpoint from = endpoint(job.from(), references);
    Endpoint to = endpoint(job.to(), references);
    List<StreamRule> rules = new ArrayList<>();
    for (StreamConfig stream : job.streams()) {
      rules.add(
          stream.resolved(
              options(from, job.from(), stream.options(), references),
              options(to, job.to(), stream.targetOptions(), references),
              lookups(stream, references)));
    }
    return new Job(name, from, to, rules, job.parallel());
  }

  private List<LookupRule> lookups(StreamConfig stream, References references) {
    List<LookupRule> rules = new ArrayList<>();
    for (LookupConfig lookup : stream.lookups()) {
      Endpoint end = endpoint(lookup.from(), references);
      rules.add(lookup.resolved(end, options(end, lookup.from(), lookup.options(), references)));
    }
    return rules;
  }

  /** The flow of this name. */
  public Flow flow(String name) {
    Flow flow = flows.get(name);
    if (flow == null) {
      throw new Failure.Configuration(
          "there is no flow " + name + Problems.meant(name, flows.keySet()),
          "declare it under flows:, as a list of jobs");
    }
    return flow;
  }

  /** A hash of the job as written, without what its references stand for. */
  public String hash(String name) {
    return jobConfig(name).hash();
  }

  /** When the job is due; empty when it has no schedule. */
  public Optional<Schedule> schedule(String name) {
    return jobConfig(name).schedule();
  }

  private JobConfig jobConfig(String name) {
    JobConfig job = jobs.get(name);
    if (job == null) {
      throw new Failure.Configuration(
          "there is no job " + name + Problems.meant(name, jobs.keySet()), "navette test");
    }
    return job;
  }

  /** What the stream says goes before what its connection says. */
  private Settings options(
      Endpoint end, String connection, Map<String, SettingValue> own, References references) {
    ConnectionConfig config = connections.get(connection);
    List<Setting> declared = end.connector().streamOptions();
    Map<String, Object> values = new HashMap<>(end.settings().values());
    if (config != null && !own.isEmpty()) {
      List<Setting> set =
          declared.stream().filter(setting -> own.containsKey(setting.name())).toList();
      values.putAll(
          new Resolver(references).settings(connection, set, own, config.folder()).values());
    }
    for (Setting setting : declared) {
      setting
          .defaultValue()
          .ifPresent(text -> values.putIfAbsent(setting.name(), Convert.standard(setting, text)));
    }
    return new Settings(connection, values);
  }
}
