package io.navette.connector.supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.errorprone.annotations.MustBeClosed;
import io.navette.connector.Settings;
import io.navette.connector.Source;
import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A file that was fetched, until it is closed: nobody changes it while it is read. */
final class LocalCopy implements AutoCloseable {
  private final Exchange exchange;
  private final RemoteFile file;
  private final Path folder;
  private final Path content;

  private LocalCopy(Exchange exchange, RemoteFile file, Path folder) {
    this.exchange = exchange;
    this.file = file;
    this.folder = folder;
    this.content = folder.resolve(file.name());
  }

  /** Fetches a file; blocks. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed here when it can't be fetched
  static LocalCopy of(Exchange exchange, RemoteFile file) {
    String where = exchange.where() + ", file " + file.path();
    try {
      LocalCopy copy = new LocalCopy(exchange, file, Files.createTempDirectory("navette-exchange"));
      try {
        exchange.folder().fetch(file, copy.content);
        return copy;
      } catch (IOException e) {
        copy.close();
        throw e;
      }
    } catch (IOException e) {
      throw FolderFailure.of(where, e);
    }
  }

  /** Whether as much came as the folder listed: less or more, and somebody is writing. */
  boolean isWhole() {
    try {
      return Files.size(content) == file.size();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Names the content. */
  String hash() {
    try (DigestInputStream bytes =
        new DigestInputStream(
            Files.newInputStream(content), MessageDigest.getInstance("SHA-256"))) {
      bytes.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(bytes.getMessageDigest().digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Opens it as a source of one stream; blocks. The copy must outlive the source. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  Source open(Layout layout, ExchangeRuntime runtime) {
    try {
      return switch (layout.format()) {
        case CSV -> runtime.csv().openSource(csv());
        case FIXED -> runtime.csv().openSource(fixed(layout));
        case JSON -> runtime.jsonl().openSource(json());
      };
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Settings csv() throws IOException {
    boolean known = file.name().matches("(?i).*\\.(csv|tsv|txt)(\\.gz)?");
    Path named = known ? content : beside(".csv");
    if (!known) {
      Files.move(content, named);
    }
    Settings given = exchange.settings();
    Map<String, Object> values = new HashMap<>();
    values.put("path", named);
    values.put("encoding", given.text("files.encoding").orElse("UTF-8"));
    values.put("delimiter", given.text("files.delimiter").orElse(";"));
    values.put("header", !given.has("files.header") || given.flag("files.header"));
    values.put("decimal", decimal());
    return new Settings(given.connection(), values);
  }

  private Settings fixed(Layout layout) throws IOException {
    Path csv = beside(".csv");
    FixedWidth.toCsv(content, charset(), layout.spans(), csv);
    return new Settings(
        exchange.settings().connection(),
        Map.of("path", csv, "header", false, "decimal", decimal()));
  }

  private Settings json() throws IOException {
    Path lines = beside(".jsonl");
    String path = exchange.settings().text("files.records_path").orElse("");
    JsonRecords.toLines(
        content, path.isEmpty() ? List.of() : List.of(path.split("\\.", -1)), lines);
    return new Settings(exchange.settings().connection(), Map.of("path", lines));
  }

  private String decimal() {
    return exchange.settings().text("files.decimal").orElse(",");
  }

  private Charset charset() {
    String name = exchange.settings().text("files.encoding").orElse("UTF-8");
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Failure.Configuration(
          exchange.where() + ": files.encoding: there is no " + name,
          "common ones: UTF-8, ISO-8859-1, ISO-8859-15, windows-1252",
          e);
    }
  }

  private Path beside(String extension) {
    return folder.resolve(file.name() + extension);
  }

  private Failure failure(IOException cause) {
    String where = exchange.where() + ", file " + file.path();
    return switch (cause) {
      case CharacterCodingException wrong ->
          new Failure.Data(
              where + ": holds bytes that are no characters of its encoding",
              "set files.encoding to what the supplier writes: ISO-8859-15, windows-1252",
              cause);
      case JsonProcessingException wrong ->
          new Failure.Data(
              where + ": is no JSON: " + wrong.getOriginalMessage(),
              "look at the file, or set files.format",
              cause);
      default -> new Failure.Data(where + ": " + cause.getMessage(), "look at the file", cause);
    };
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path left : files.toList()) {
        Files.delete(left);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
