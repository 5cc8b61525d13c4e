package io.navette.connector.file.excel;

import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An open workbook: its sheets, its shared texts and which styles show dates. */
final class Workbook implements AutoCloseable {
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final String MAIN = "xl/workbook.xml";

  private final FileStream stream;
  private final ZipParts parts;
  private final Map<String, String> sheets = new LinkedHashMap<>();
  private boolean since1904;

  Workbook(FileStream stream) {
    this.stream = stream;
    this.parts = new ZipParts(stream);
    try {
      readSheets(targets());
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private Map<String, String> targets() {
    Map<String, String> targets = new HashMap<>();
    try (Markup xml = parts.open("xl/_rels/workbook.xml.rels")) {
      while (xml.next()) {
        String id = xml.isStart("Relationship") ? xml.attribute("Id") : null;
        String target = id == null ? null : xml.attribute("Target");
        if (id != null && target != null) {
          targets.put(id, target.startsWith("/") ? target.substring(1) : "xl/" + target);
        }
      }
    }
    return targets;
  }

  private void readSheets(Map<String, String> targets) {
    try (Markup xml = parts.open(MAIN)) {
      while (xml.next()) {
        if (xml.isStart("workbookPr")) {
          String flag = xml.attribute("date1904");
          since1904 = "1".equals(flag) || "true".equals(flag);
        } else if (xml.isStart("sheet")) {
          String part = targets.get(String.valueOf(xml.prefixed("id")));
          if (part != null && part.contains("worksheet")) {
            sheets.put(String.valueOf(xml.attribute("name")), part);
          }
        }
      }
    }
  }

  List<String> sheets() {
    return List.copyOf(sheets.keySet());
  }

  boolean since1904() {
    return since1904;
  }

  /** The XML of a sheet. */
  Markup sheet(String name) {
    String part = sheets.get(name);
    if (part == null) {
      throw new Failure.Configuration(
          "connection "
              + stream.connection()
              + ", file "
              + stream.file()
              + ": there is no sheet "
              + name,
          "sheets there: " + String.join(", ", sheets.keySet()));
    }
    return parts.open(part);
  }

  /** Texts that cells refer to by number; to be closed. */
  SharedTexts sharedTexts() {
    String part = "xl/sharedStrings.xml";
    return new SharedTexts(parts.has(part) ? Optional.of(parts.open(part)) : Optional.empty());
  }

  /** All {@code t} up to an element's end, without phonetic hints. */
  static void text(Markup xml, String end, MarkupText into) {
    into.clear();
    while (xml.next() && !xml.isEnd(end)) {
      if (xml.isStart("t")) {
        MarkupText part = xml.text();
        if (part.contains('_', 'x')) {
          into.append(unescaped(part.toString()));
        } else {
          into.append(part.bytes(), 0, part.length());
        }
      } else if (xml.isStart("rPh")) {
        xml.skip("rPh");
      }
    }
  }

  /** Characters XML can't hold stand as {@code _x0001_} (ECMA-376 part 1, 22.4.2.4). */
  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }

  /** What the cell styles show, by their number. */
  List<Shown> styles() {
    Map<Integer, String> formats = new HashMap<>();
    List<Shown> styles = new ArrayList<>();
    if (!parts.has("xl/styles.xml")) {
      return styles;
    }
    try (Markup xml = parts.open("xl/styles.xml")) {
      boolean cells = false;
      while (xml.next()) {
        if (xml.isStart("numFmt")) {
          formats.put(
              xml.attributes().number("numFmtId", 0), String.valueOf(xml.attribute("formatCode")));
        } else if (xml.isNamed("cellXfs")) {
          cells = xml.isStart();
        } else if (cells && xml.isStart("xf")) {
          int format = xml.attributes().number("numFmtId", 0);
          styles.add(Shown.by(format, formats.getOrDefault(format, "")));
        }
      }
    }
    return styles;
  }

  @Override
  public void close() {
    parts.close();
  }
}
