package io.navette.connector.file.csv;

import io.navette.connector.Setting;
import io.navette.connector.file.Decoder;
import io.navette.connector.file.FileStream;
import io.navette.connector.file.Options;
import io.navette.failure.Failure;
import java.nio.charset.Charset;
import java.util.List;

/**
 * How a file separates and quotes.
 *
 * @param nullText the unquoted text that means null
 * @param bytesPrefix what stands before the hexadecimal digits of bytes
 * @param decimal what stands before a number's decimals
 */
record CsvDialect(
    Charset charset,
    char delimiter,
    char quote,
    boolean header,
    String nullText,
    String bytesPrefix,
    char decimal) {

  /** The settings that make a dialect. */
  static final List<Setting> SETTINGS =
      List.of(
          Setting.withDefault(
              "encoding",
              Setting.Kind.TEXT,
              "UTF-8",
              "The characters' encoding; a byte order mark goes before it."),
          Setting.withDefault(
              "delimiter",
              Setting.Kind.TEXT,
              ",",
              "What stands between fields: one character, or tab."),
          Setting.withDefault(
              "quote", Setting.Kind.TEXT, "\"", "The character around quoted fields."),
          Setting.withDefault(
              "header",
              Setting.Kind.BOOLEAN,
              "true",
              "Whether the first line names the columns; without, they are column1, column2, ..."),
          Setting.optional(
              "null_text",
              Setting.Kind.TEXT,
              "What stands for null when unquoted; by default nothing at all."),
          Setting.choice(
              "bytes",
              "hex",
              List.of("hex", "postgres"),
              "How bytes are written: hexadecimal digits, or PostgreSQL's with \\x before them."),
          Setting.choice(
              "decimal",
              ".",
              List.of(".", ","),
              "What stands before the decimals of a number; nothing stands between its thousands."),
          Setting.withDefault(
              "infer",
              Setting.Kind.BOOLEAN,
              "false",
              "Whether to derive the columns' types by reading the whole file first."));

  static CsvDialect of(FileStream stream, Options options) {
    String where = stream.where();

    return new CsvDialect(
        Decoder.charset(options.text("encoding").orElse("UTF-8"), where),
        character("delimiter", options.text("delimiter").orElse(","), where),
        character("quote", options.text("quote").orElse("\""), where),
        options.flag("header", true),
        options.text("null_text").orElse(""),
        options.text("bytes").orElse("hex").equals("postgres") ? "\\x" : "",
        options.text("decimal").orElse(".").charAt(0));
  }

  private static char character(String name, String text, String where) {
    String character = text.equals("tab") || text.equals("\\t") ? "\t" : text;
    if (character.length() != 1 || character.charAt(0) > '~') {
      throw new Failure.Configuration(
          where + ": " + name + ": \"" + text + "\" is not one ASCII character",
          "for example " + name + ": \";\", or tab");
    }
    return character.charAt(0);
  }
}
