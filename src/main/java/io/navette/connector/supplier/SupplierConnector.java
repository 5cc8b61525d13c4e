package io.navette.connector.supplier;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Alternatives;
import io.navette.connector.ApiTarget;
import io.navette.connector.ConnectorCard;
import io.navette.connector.Setting;
import io.navette.connector.Settings;
import io.navette.connector.Sink;
import io.navette.connector.SinkConnector;
import io.navette.connector.Source;
import io.navette.connector.SourceConnector;
import io.navette.connector.WriteMode;
import io.navette.failure.Failure;
import io.navette.row.TradeData;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A supplier whose API, or exchange of files, is agreed with each customer. {@code transport} says
 * which of the two a connection uses; nothing is sent anywhere before the settings name a place.
 */
public final class SupplierConnector implements SourceConnector, SinkConnector, ApiTarget {
  /** The suppliers there are, as users write them as {@code type:}. */
  public static final Set<String> NAMES = Set.of("transgourmet", "pomona");

  private final SourceConnector api;
  private final SinkConnector orders;
  private final ApiTarget target;
  private final ExchangeRuntime runtime;

  private <A extends SourceConnector & SinkConnector & ApiTarget> SupplierConnector(
      A api, ExchangeRuntime runtime) {
    this.api = api;
    this.orders = api;
    this.target = api;
    this.runtime = runtime;
  }

  /**
   * The supplier that an API's connector stands for; that connector itself where it is no supplier.
   *
   * @param api declares all settings, those of files too
   */
  public static SourceConnector of(SourceConnector api, ExchangeRuntime runtime) {
    return NAMES.contains(api.name()) && api instanceof SinkConnector && api instanceof ApiTarget
        ? joined(api, runtime)
        : api;
  }

  @SuppressWarnings("unchecked") // of() has looked
  private static <A extends SourceConnector & SinkConnector & ApiTarget> SupplierConnector joined(
      SourceConnector api, ExchangeRuntime runtime) {
    return new SupplierConnector((A) api, runtime);
  }

  @Override
  public String name() {
    return api.name();
  }

  @Override
  public ConnectorCard card() {
    return api.card();
  }

  @Override
  public List<Setting> settings() {
    return api.settings();
  }

  @Override
  public List<Alternatives> alternatives() {
    return api.alternatives();
  }

  @Override
  public List<Setting> streamOptions() {
    return api.streamOptions();
  }

  @Override
  public Set<WriteMode> modes() {
    return orders.modes();
  }

  @Override
  public Map<String, Set<String>> operations() {
    return target.operations();
  }

  @Override
  public String check(Settings settings) {
    if (isApi(settings)) {
      requireApi(settings);
      return api.check(settings);
    }
    try (Exchange exchange = exchange(settings)) {
      return exchange.check();
    }
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the source
  public Source openSource(Settings settings) {
    if (isApi(settings)) {
      requireApi(settings);
      return api.openSource(settings);
    }
    return new ExchangeSource(exchange(settings), runtime);
  }

  @Override
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the sink
  public Sink openSink(Settings settings) {
    if (isApi(settings)) {
      requireApi(settings);
      return orders.openSink(settings);
    }
    return new ExchangeSink(exchange(settings), runtime);
  }

  @MustBeClosed
  private Exchange exchange(Settings settings) {
    requireDeliveryPoint(settings);
    return Exchange.open(settings);
  }

  private static boolean isApi(Settings settings) {
    return settings.text("transport").orElse("http").equals("http");
  }

  private void requireApi(Settings settings) {
    String where = "connection " + settings.connection() + ": ";
    if (!settings.has("api.base_url")) {
      throw new Failure.Configuration(
          where
              + "no base_url configured: "
              + card().title()
              + " publishes no API; ask your account manager for EDI/API access",
          "then set api.base_url and paths.*, or transport: sftp (or folder) and files.*;"
              + " see docs/connectors/"
              + name()
              + ".md");
    }
    if (ExchangeSource.STREAMS.stream().noneMatch(stream -> settings.has("paths." + stream))) {
      throw new Failure.Configuration(
          where + "no path is configured, so that there is nothing to ask for",
          "set paths." + String.join(", paths.", ExchangeSource.STREAMS) + " as you need them");
    }
    requireDeliveryPoint(settings);
  }

  /** A number of 13 digits can only be a GLN; other codes are the supplier's own. */
  private static void requireDeliveryPoint(Settings settings) {
    String point = settings.text("api.delivery_point").orElse("");
    if (point.matches("[0-9]{13}") && !TradeData.isChecked(point)) {
      throw new Failure.Configuration(
          "connection "
              + settings.connection()
              + ": api.delivery_point: "
              + TradeData.problem(Map.of("gln", point)).orElse(""),
          "correct it; orders would go astray");
    }
  }
}
