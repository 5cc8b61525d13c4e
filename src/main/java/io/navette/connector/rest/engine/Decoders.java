package io.navette.connector.rest.engine;

import io.navette.connector.rest.decode.CsvDecoder;
import io.navette.connector.rest.decode.Decoder;
import io.navette.connector.rest.decode.GzipDecoder;
import io.navette.connector.rest.decode.IterableDecoder;
import io.navette.connector.rest.decode.JsonDecoder;
import io.navette.connector.rest.decode.JsonItemsDecoder;
import io.navette.connector.rest.decode.JsonlDecoder;
import io.navette.connector.rest.decode.XmlDecoder;
import io.navette.connector.rest.decode.ZipfileDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Builds decoders. */
final class Decoders {
  private static final long MOST_UNPACKED = 64L << 30;

  private Decoders() {}

  static Decoder of(Optional<Component> decoder) {
    return decoder.map(Decoders::of).orElseGet(JsonDecoder::new);
  }

  /** Whether a response is read while it arrives, since it can be without end. */
  static boolean streams(Optional<Component> decoder) {
    return decoder.isPresent()
        && switch (decoder.get().type()) {
          case "JsonlDecoder",
              "JsonItemsDecoder",
              "CsvDecoder",
              "IterableDecoder",
              "GzipDecoder",
              "ZipfileDecoder" ->
              true;
          default -> false;
        };
  }

  private static Decoder of(Component decoder) {
    return switch (decoder.type()) {
      case "JsonDecoder" -> new JsonDecoder();
      case "JsonlDecoder" -> new JsonlDecoder();
      case "IterableDecoder" -> new IterableDecoder();
      case "JsonItemsDecoder" ->
          new JsonItemsDecoder(
              decoder.neededText("items_path"),
              Charset.forName(decoder.template("encoding").orElse("utf-8")));
      case "XmlDecoder" -> new XmlDecoder();
      case "CsvDecoder" -> csv(decoder);
      case "GzipDecoder" -> new GzipDecoder(of(decoder.child("decoder")), MOST_UNPACKED);
      case "ZipfileDecoder" -> new ZipfileDecoder(of(decoder.child("decoder")), MOST_UNPACKED);
      default -> throw decoder.unsupported("the decoder");
    };
  }

  /** Commas, UTF-8. */
  static Decoder csv() {
    return new CsvDecoder(StandardCharsets.UTF_8, ',', Set.of(""));
  }

  private static Decoder csv(Component decoder) {
    String delimiter = decoder.template("delimiter").orElse(",").replace("\\t", "\t");
    return new CsvDecoder(
        Charset.forName(decoder.template("encoding").orElse("utf-8")),
        delimiter.charAt(0),
        Set.copyOf(decoder.texts("set_values_to_none")));
  }
}
