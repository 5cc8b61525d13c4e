package io.navette.connector.mongodb;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Family;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.SignIn;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads and writes collections of MongoDB. */
public final class MongoConnector implements SourceConnector, SinkConnector {
  private final Map<String, String> environment;
  private final Consumer<String> notes;

  /**
   * Connects to nothing yet.
   *
   * @param environment where {@code MONGODB_URI} may stand
   * @param notes takes a sentence for the person who runs this
   */
  public MongoConnector(Map<String, String> environment, Consumer<String> notes) {
    this.environment = Map.copyOf(environment);
    this.notes = notes;
  }

  @Override
  public String name() {
    return "mongodb";
  }

  @Override
  public ConnectorCard card() {
    return ConnectorCard.of(
            "MongoDB",
            "Collections, read and written; change streams of a replica set.",
            Family.DATABASE,
            SignIn.PASSWORD)
        .withIncremental();
  }

  @Override
  public List<Setting> settings() {
    return MongoSettings.all();
  }

  @Override
  public List<Alternatives> alternatives() {
    return MongoSettings.alternatives(environment);
  }

  @Override
  public List<Setting> streamOptions() {
    return MongoSettings.ofStreams();
  }

  @Override
  public Set<WriteMode> modes() {
    return EnumSet.allOf(WriteMode.class);
  }

  @Override
  public String check(Settings settings) {
    try (Server server = open(settings)) {
      return server.describe();
    }
  }

  @Override
  @MustBeClosed
  public Source openSource(Settings settings) {
    return new MongoSource(open(settings), notes);
  }

  @Override
  @MustBeClosed
  public Sink openSink(Settings settings) {
    return new MongoSink(open(settings));
  }

  private Server open(Settings settings) {
    return Server.open(settings, environment);
  }
}
