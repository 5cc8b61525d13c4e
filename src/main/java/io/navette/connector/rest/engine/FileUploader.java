package io.navette.connector.rest.engine;

import io.navette.connector.rest.records.RecordExtractor;
import io.navette.connector.rest.records.Transformation;
import io.navette.connector.rest.value.PythonText;
import io.navette.failure.Failure;
import io.navette.http.Download;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts the file a record tells of into a folder, and where it is into the record. Blocks while it
 * downloads.
 */
final class FileUploader implements Transformation {
  /** The field that names the file, below the folder; as the reference calls it. */
  private static final String FIELD = "source_file_relative_path";

  private final String stream;
  private final HttpRequester requester;
  private final RecordExtractor target;
  private final Optional<String> name;
  private final Interpolation evaluator;
  private final Path folder;

  private FileUploader(
      String stream,
      HttpRequester requester,
      RecordExtractor target,
      Optional<String> name,
      Interpolation evaluator,
      Path folder) {
    this.stream = stream;
    this.requester = requester;
    this.target = target;
    this.name = name;
    this.evaluator = evaluator;
    this.folder = folder;
  }

  /** Of a stream that has one, where files are wanted; the log tells of one that is left out. */
  static Optional<Transformation> of(Component stream, Clients clients) {
    Optional<Component> uploader = stream.child("file_uploader");
    String name = stream.text("name").orElse("files");
    if (uploader.isPresent() && clients.files().isEmpty()) {
      clients
          .context()
          .log()
          .write(
              Level.WARNING,
              clients.settings().connection()
                  + ": the files of "
                  + name
                  + " are not downloaded: the connection has no setting files");
    }
    return uploader.flatMap(
        found ->
            clients
                .files()
                .map(
                    folder ->
                        new FileUploader(
                            name,
                            HttpRequester.ofLinks(found.needed("requester"), clients),
                            Selectors.extractor(found.needed("download_target_extractor")),
                            found.template("filename_extractor"),
                            found.evaluator(),
                            folder)));
  }

  @Override
  public void transform(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> context) {
    List<@Nullable Object> targets = target.extract(record);
    if (targets.isEmpty() || targets.getFirst() == null) {
      return;
    }
    Map<String, @Nullable Object> seen = new HashMap<>(context);
    seen.put("record", record);
    seen.put("download_target", PythonText.of(targets.getFirst()));
    String relative =
        stream + "/" + safe(name.map(template -> evaluator.text(template, seen)).orElse(""));
    Path file = folder.resolve(relative).normalize();
    if (!file.startsWith(folder)) {
      throw new Failure.Data(stream + ": a file's name leads out of the folder: " + relative, "");
    }
    save(seen, file);
    record.put(FIELD, relative);
  }

  /**
   * What an API calls its file may hold anything; what is no plain name is left out of the path.
   */
  private static String safe(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("[/\\\\]", -1)) {
      String plain = part.replaceAll("[\\p{Cntrl}:*?\"<>|]", "_").strip();
      if (!plain.isEmpty() && !plain.matches("\\.+")) {
        parts.add(plain);
      }
    }
    return parts.isEmpty() ? UUID.randomUUID().toString() : String.join("/", parts);
  }

  private void save(Map<String, @Nullable Object> context, Path file) {
    try (Download download = requester.download(new RequestParts(), context)) {
      Files.createDirectories(file.resolveSibling("."));
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.copy(download.body(), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure.Remote(
          stream + ": " + file + " can't be written: " + e.getMessage(), "check the folder", e);
    }
  }
}
