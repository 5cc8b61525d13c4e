package io.navette.connector.rest.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a template can call by name. */
final class Functions {
  private static final String FULL = "%Y-%m-%dT%H:%M:%S.%f%z";

  static final Map<String, Operation> ALL = all();

  private Functions() {}

  private static Map<String, Operation> all() {
    Map<String, Operation> all = new HashMap<>();
    all.put("now_utc", Operation.of("", (none, given, scope) -> Moment.utc(scope.now())));
    all.put("today_utc", Operation.of("", (none, given, scope) -> today(ZoneOffset.UTC, scope)));
    all.put(
        "today_with_timezone",
        Operation.of("timezone", (none, given, scope) -> today(zone(given.get(0)), scope)));
    all.put("timestamp", Operation.of("dt", (none, given, scope) -> timestamp(given.get(0))));
    all.put(
        "str_to_datetime", Operation.of("s", (none, given, scope) -> moment(given.get(0)).inUtc()));
    all.put(
        "format_datetime",
        Operation.of("dt format input_format?", (none, given, scope) -> formatted(given)));
    all.put(
        "day_delta",
        Operation.of("num_days format?", (none, given, scope) -> dayDelta(given, scope)));
    all.put("duration", Operation.of("datestring", (none, given, scope) -> duration(given.get(0))));
    all.put("max", Operation.of("*", (none, given, scope) -> extreme(given, true, scope)));
    all.put("min", Operation.of("*", (none, given, scope) -> extreme(given, false, scope)));
    all.put(
        "sanitize_url",
        Operation.of("value", (none, given, scope) -> Web.quotedPlus(given.text(0))));
    all.put(
        "camel_case_to_snake_case",
        Operation.of("value", (none, given, scope) -> snake(given.text(0))));
    all.put(
        "generate_uuid", Operation.of("", (none, given, scope) -> UUID.randomUUID().toString()));
    all.put("namespace", Operation.of("*", (none, given, scope) -> namespace(given)));
    all.put("dict", Operation.of("*", (none, given, scope) -> DictMethods.dict(given, scope)));
    return Map.copyOf(all);
  }

  private static Day today(ZoneId zone, Scope scope) {
    return new Day(LocalDate.ofInstant(scope.now(), zone));
  }

  private static ZoneId zone(Object name) {
    try {
      if (name instanceof String text) {
        return ZoneId.of(text);
      }
    } catch (DateTimeException unknown) {
      throw Fault.value("there is no time zone of that name");
    }
    throw name instanceof Undefined undefined
        ? undefined.fault()
        : Fault.value("a time zone is a text");
  }

  private static Object timestamp(Object date) {
    if (date instanceof Double real) {
      return Numbers.truncated(real);
    }
    return Numbers.is(date) ? Numbers.small(Numbers.whole(date)) : moment(date).timestamp();
  }

  private static Moment moment(Object date) {
    if (!(date instanceof String text)) {
      throw Values.unfit("a text with a date is needed", date);
    }
    Moment moment = IsoDates.parse(text);
    return moment.aware() ? moment : new Moment(moment.local(), ZoneOffset.UTC);
  }

  private static String formatted(Arguments given) {
    Object date = given.get(0);
    if (date instanceof Moment moment) {
      return DateFormat.format(moment, given.text(1));
    }
    String input = given.has(2) ? given.textOrNone(2) : null;
    Moment moment;
    if (Numbers.isWhole(date)) {
      moment = DateParser.number(date, input == null || input.isEmpty() ? "%s" : input);
    } else if (input == null || input.isEmpty()) {
      moment = moment(date).inUtc();
    } else if (date instanceof String text) {
      moment = DateParser.parse(text, input);
    } else {
      throw Fault.type("a text with a date is needed, not a " + Values.kind(date));
    }
    return DateFormat.extended(moment, given.text(1));
  }

  private static String dayDelta(Arguments given, Scope scope) {
    Object days = given.get(0);
    if (!Numbers.is(days)) {
      throw Values.unfit("a number of days is needed", days);
    }
    long micros = Math.round(Numbers.real(days) * Span.DAY);
    Object date = DateArithmetic.apply("+", Moment.utc(scope.now()), new Span(micros));
    return DateFormat.format((Moment) date, given.text(1, FULL));
  }

  private static Object duration(Object text) {
    if (text instanceof String notation) {
      return IsoDates.duration(notation);
    }
    throw Fault.type("a duration is a text, not a " + Values.kind(text));
  }

  private static Object extreme(Arguments given, boolean greatest, Scope scope) {
    boolean single = given.positional().size() == 1;
    if (given.positional().isEmpty() || !given.named().isEmpty()) {
      throw Fault.type("one list or several values are needed");
    }
    Iterator<Object> items = single ? Sequences.items(given.get(0)) : given.positional().iterator();
    if (!items.hasNext()) {
      throw Fault.value("nothing has no greatest or least item");
    }
    Object best = items.next();
    while (items.hasNext()) {
      Object next = items.next();
      int order = Comparison.compare(next, best, scope);
      best = greatest ? order > 0 ? next : best : order < 0 ? next : best;
    }
    return best;
  }

  private static String snake(String camel) {
    return camel.replaceAll("(?<!^)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Namespace namespace(Arguments given) {
    Namespace namespace = new Namespace();
    namespace.variables().putAll(given.named());
    return namespace;
  }
}
