package io.navette.connector.rest.expression;

import io.navette.failure.Failure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled template; immutable, for any number of threads.
 *
 * <p>Its text is made first; when the text spells a literal ({@code 12}, {@code 'a'}, {@code [1]},
 * {@code None}), the literal is the result. A template that meets a value of the wrong kind gives
 * its own source, one that needs what is not there gives its fallback. Data that can't be used is a
 * {@link Failure.Data}, every other error a {@link Failure.Configuration}; both show the template
 * and never a value.
 */
public final class Template {
  private static final Set<String> FALSE =
      Set.of("False", "false", "{}", "[]", "()", "", "0", "0.0");

  private final String source;
  private final Statement.Block block;
  private final Set<String> names;
  private final boolean copying;
  private final InstantSource clock;

  private Template(String source, Statement.Block block, Names names, InstantSource clock) {
    this.source = source;
    this.block = block;
    this.names = Set.copyOf(names.needed());
    this.copying = names.changing();
    this.clock = clock;
  }

  static Template compile(String source, InstantSource clock) {
    Names names = new Names();
    try {
      if (source.contains("stream_state")) {
        throw Fault.value("stream_state can't be used, use stream_interval");
      }
      return new Template(source, new TemplateParser(source, names).template(), names, clock);
    } catch (Fault fault) {
      throw failure(source, fault);
    }
  }

  /** The template as written. */
  public String source() {
    return source;
  }

  /** As a setting: where something is missing the template is tried again and then fails. */
  public @Nullable Object evaluate(Context context) {
    return evaluate(context, this, Accepted.ANY);
  }

  /** As a setting with a fallback; without one, what is missing gives null. */
  public @Nullable Object evaluate(
      Context context, @Nullable Template fallback, Accepted accepted) {
    try {
      return Native.of(value(context, fallback, accepted));
    } catch (Fault fault) {
      throw failure(source, fault);
    }
  }

  /**
   * As data: an expression that stands alone keeps the type of its value, so that a text of digits
   * stays a text; anything else is the text it makes. Null where something is missing.
   */
  public @Nullable Object exact(Context context) {
    try {
      if (block.statements().size() == 1
          && block.statements().getFirst() instanceof Statement.Print print) {
        Object value = print.expression().value(Scope.root(context, clock, copying));
        return value instanceof Undefined ? null : Native.of(value);
      }
      return render(context);
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.UNDEFINED) {
        return null;
      }
      throw failure(source, fault);
    }
  }

  /** As a condition: false when empty, zero or said to be false, or when something is missing. */
  public boolean holds(Context context) {
    try {
      String text = attempt(context);
      Object value = text.isEmpty() ? false : Literal.of(text);
      boolean empty =
          value instanceof String string ? FALSE.contains(string) : !Values.truth(value);
      return value == None.NONE || !empty;
    } catch (Fault fault) {
      throw failure(source, fault);
    }
  }

  private Object value(Context context, @Nullable Template fallback, Accepted accepted) {
    String text = attempt(context);
    if (text.isEmpty()) {
      if (fallback == null) {
        return None.NONE;
      }
      text = fallback.render(context);
    }
    Object literal = Literal.of(text);
    return accepted.takes(literal) ? literal : text;
  }

  /** Empty where something is missing. */
  private String attempt(Context context) {
    try {
      return render(context);
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.UNDEFINED) {
        return "";
      }
      throw fault;
    }
  }

  private String render(Context context) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!context.has(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw Fault.value("there is no " + String.join(", ", missing) + " here");
    }
    Statement.Output output = new Statement.Output();
    try {
      block.render(Scope.root(context, clock, copying), output);
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.TYPE) {
        return source;
      }
      throw fault;
    }
    return output.text();
  }

  private static Failure failure(String source, Fault fault) {
    String shown = source.length() > 200 ? source.substring(0, 200) + "..." : source;
    String message = "The expression \"" + shown + "\" fails: " + fault.reason();
    return fault.kind() == Fault.Kind.DATA
        ? new Failure.Data(message, "")
        : new Failure.Configuration(message, "");
  }
}
