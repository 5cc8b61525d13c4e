package io.navette.connector.file.csv;

/** Writes fields with as few quotes as keep them what they are. */
final class CsvText {
  private final CsvDialect dialect;

  CsvText(CsvDialect dialect) {
    this.dialect = dialect;
  }

  /** A field that is not null; quoted where it would be read as something else otherwise. */
  void append(StringBuilder line, String text, boolean quoted) {
    if (!quoted && !needsQuotes(text)) {
      line.append(text);
      return;
    }
    char quote = dialect.quote();
    line.append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        line.append(quote);
      }
      line.append(c);
    }
    line.append(quote);
  }

  private boolean needsQuotes(String text) {
    if (text.equals(dialect.nullText())) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == dialect.delimiter() || c == dialect.quote() || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }
}
