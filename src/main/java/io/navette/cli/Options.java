package io.navette.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Options that are declared in code: those of the program itself and of what cron starts. Java
 * makes classes to read annotations with, at each start anew (docs/performance.md).
 */
final class Options {
  private Options() {}

  /** On where it is given. */
  static OptionSpec.Builder flag(Consumer<Boolean> field, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .setter(setter(Boolean.class, on -> field.accept(Boolean.TRUE.equals(on))));
  }

  /** A value, or none. */
  static <T> OptionSpec.Builder optional(Class<T> type, Consumer<Optional<T>> field, String name) {
    return OptionSpec.builder(name)
        .type(type)
        .setter(setter(type, value -> field.accept(Optional.ofNullable(value))));
  }

  /** A value that stays as it is where none is given. */
  static <T> OptionSpec.Builder value(Class<T> type, Consumer<T> field, String name) {
    return OptionSpec.builder(name)
        .type(type)
        .setter(
            setter(
                type,
                value -> {
                  if (value != null) {
                    field.accept(value);
                  }
                }));
  }

  /** Given any number of times. */
  static OptionSpec.Builder texts(
      Supplier<List<String>> field, Consumer<List<String>> changed, String name) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .getter(getter(field))
        .setter(setter(changed));
  }

  /** The words behind the options. */
  static PositionalParamSpec.Builder words(
      Supplier<List<String>> field, Consumer<List<String>> changed) {
    return PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .getter(getter(field))
        .setter(setter(changed));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The interface is picocli's.
  private static IGetter getter(Supplier<List<String>> field) {
    return new IGetter() {
      @Override
      public <V> V get() {
        return (V) field.get();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static ISetter setter(Consumer<List<String>> field) {
    return setter(List.class, list -> field.accept(Objects.requireNonNullElse(list, List.of())));
  }

  private static <T> ISetter setter(Class<T> type, Consumer<@Nullable T> field) {
    return new ISetter() {
      @Override
      public <V> V set(V value) {
        field.accept(type.cast(value));
        return value;
      }
    };
  }
}
