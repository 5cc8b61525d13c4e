package io.navette.connector.file;

import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The streams at a place, as they are now. */
record Streams(Place place, FileFormat format) {

  List<FileStream> all() {
    List<FileStream> streams = new ArrayList<>();
    for (Path file : place.files()) {
      String name = place.name(file);
      FileStream whole = new FileStream(place.connection(), name, file, "");
      if (format.isDivided()) {
        String prefix = place.isSingle() ? "" : name + "/";
        for (String part : format.parts(whole)) {
          streams.add(new FileStream(place.connection(), prefix + part, file, part));
        }
      } else {
        streams.add(whole);
      }
    }
    return streams;
  }

  /** By its name, or by its name without the extension where only one stream answers to that. */
  FileStream find(String name) {
    List<FileStream> all = all();
    return all.stream()
        .filter(stream -> stream.name().equals(name))
        .findFirst()
        .orElseGet(() -> byBareName(name, all));
  }

  private FileStream byBareName(String name, List<FileStream> all) {
    List<FileStream> found = all.stream().filter(stream -> answers(stream, name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String names = String.join(", ", all.stream().map(FileStream::name).toList());
    throw new Failure.Configuration(
        place.where()
            + ": "
            + (found.isEmpty() ? "there is no " : "several files could be ")
            + name,
        all.isEmpty()
            ? "there are no " + String.join(", ", format.extensions()) + " files"
            : "streams there: " + names);
  }

  private boolean answers(FileStream stream, String name) {
    String whole = stream.name();
    if (!format.isDivided()) {
      return place.bare(whole).equals(name);
    }
    // A workbook with one sheet may be called by its own name.
    return stream.part().equals(name) || place.name(stream.file()).equals(name);
  }
}
