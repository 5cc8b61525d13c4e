package io.navette.conformance.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The descriptions in a vendor's folder; what is in no known format is passed over. */
final class Descriptions {
  private Descriptions() {}

  static List<Description> in(Path folder) throws IOException {
    List<Description> descriptions = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    for (Path file : files(folder, ".json", ".yaml", ".yml")) {
      Document document = Document.read(file);
      if (document.isOpenApi()) {
        documents.add(document);
      }
    }
    if (!documents.isEmpty()) {
      descriptions.add(new OpenApiDescription(documents));
    }
    for (Path file : files(folder, ".graphql")) {
      descriptions.add(GraphQlDescription.read(file));
    }
    WordPressDescription.in(files(folder, ".json")).ifPresent(descriptions::add);
    IntuitDescription.in(files(folder, ".xsd")).ifPresent(descriptions::add);
    return descriptions;
  }

  /** Files by their endings, in order; some vendors have a folder for each version. */
  static List<Path> files(Path folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    }
  }
}
