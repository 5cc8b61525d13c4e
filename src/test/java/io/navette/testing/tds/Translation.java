package io.navette.testing.tds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A statement of T-SQL in H2's words.
 *
 * @param parameters the variables, one per question mark
 * @param comments statements that note the columns' declared types
 * @param command the statement's number in a DONE token
 */
record Translation(String sql, List<String> parameters, List<String> comments, int command) {
  private static final Set<String> HINTS =
      Set.of("HOLDLOCK", "UPDLOCK", "TABLOCK", "TABLOCKX", "NOLOCK", "ROWLOCK", "SERIALIZABLE");

  private static final Map<String, Integer> COMMANDS =
      Map.of(
          "SELECT",
          0xc1,
          "INSERT",
          0xc3,
          "DELETE",
          0xc4,
          "UPDATE",
          0xc5,
          "CREATE",
          0xc6,
          "DROP",
          0xc7,
          "ALTER",
          0xd8,
          "TRUNCATE",
          0xc4,
          "MERGE",
          0x117);

  static Translation of(String sql) {
    List<Token> tokens = withoutHints(Token.of(sql));
    if (tokens.isEmpty()) {
      throw new TdsError(102, "Incorrect syntax: the statement is empty.");
    }
    while (tokens.get(tokens.size() - 1).is(";")) {
      tokens.remove(tokens.size() - 1);
    }
    String verb = tokens.get(0).text().toUpperCase(java.util.Locale.ROOT);
    Integer command = COMMANDS.get(verb);
    if (command == null) {
      throw new TdsError(40000, "This test server does not know the statement: " + sql);
    }
    List<String> comments = new ArrayList<>();
    List<Token> changed =
        switch (verb) {
          case "CREATE" -> new TableDefinition(tokens, comments).create();
          case "ALTER" -> new TableDefinition(tokens, comments).alter();
          case "UPDATE" -> update(tokens);
          case "DELETE" -> delete(tokens);
          case "TRUNCATE" -> truncate(tokens);
          default -> tokens;
        };
    List<String> parameters = new ArrayList<>();
    List<Token> spelled = functions(changed, parameters);
    return new Translation(Token.join(spelled), parameters, comments, command);
  }

  private static List<Token> withoutHints(List<Token> tokens) {
    List<Token> kept = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      boolean hint =
          tokens.get(i).is("WITH")
              && i + 2 < tokens.size()
              && tokens.get(i + 1).is("(")
              && HINTS.stream().anyMatch(tokens.get(i + 2)::is);
      if (hint) {
        i = closing(tokens, i + 1);
      } else if (tokens.get(i).is("COLLATE")) {
        i++;
      } else {
        kept.add(tokens.get(i));
      }
    }
    return kept;
  }

  /** The place of the parenthesis that closes the one at a place. */
  static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new TdsError(102, "Incorrect syntax: a parenthesis is not closed.");
  }

  /** The place of a word outside parentheses; the end where it does not occur. */
  static int find(List<Token> tokens, int from, String word) {
    for (int i = from; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        i = closing(tokens, i);
      } else if (tokens.get(i).is(word)) {
        return i;
      }
    }
    return tokens.size();
  }

  /** UPDATE t SET ... FROM target AS t JOIN source AS s ON ... WHERE ... is a MERGE in H2. */
  private static List<Token> update(List<Token> tokens) {
    int from = find(tokens, 0, "FROM");
    if (from == tokens.size()) {
      return tokens;
    }
    int set = find(tokens, 0, "SET");
    int join = find(tokens, from, "JOIN");
    int on = find(tokens, join, "ON");
    int where = find(tokens, on, "WHERE");
    List<Token> merge = new ArrayList<>(Token.of("MERGE INTO"));
    merge.addAll(tokens.subList(from + 1, join));
    merge.add(Token.word("USING"));
    merge.addAll(tokens.subList(join + 1, on));
    merge.addAll(Token.of("ON ("));
    merge.addAll(tokens.subList(on + 1, where));
    merge.addAll(Token.of(") WHEN MATCHED"));
    if (where < tokens.size()) {
      merge.addAll(Token.of("AND ("));
      merge.addAll(tokens.subList(where + 1, tokens.size()));
      merge.addAll(Token.of(")"));
    }
    merge.addAll(Token.of("THEN UPDATE"));
    merge.addAll(tokens.subList(set, from));
    return merge;
  }

  /** DELETE t FROM target AS t names the alias first. */
  private static List<Token> delete(List<Token> tokens) {
    List<Token> changed = new ArrayList<>(tokens);
    if (!tokens.get(1).is("FROM")) {
      changed.remove(1);
    }
    return changed;
  }

  /** Where H2 commits before it truncates, SQL Server can roll it back. */
  private static List<Token> truncate(List<Token> tokens) {
    List<Token> changed = new ArrayList<>(Token.of("DELETE FROM"));
    changed.addAll(tokens.subList(2, tokens.size()));
    return changed;
  }

  private static List<Token> functions(List<Token> tokens, List<String> parameters) {
    List<Token> spelled = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean call = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
      if (token.kind() == Token.Kind.VARIABLE) {
        parameters.add(token.text());
        spelled.add(Token.word("?"));
      } else if (call && token.is("CONVERT")) {
        int end = closing(tokens, i + 1);
        int comma = find(tokens.subList(0, end), i + 2, ",");
        int style = find(tokens.subList(0, end), comma + 1, ",");
        List<Token> value = functions(tokens.subList(comma + 1, style), parameters);
        cast(spelled, value, tokens.subList(i + 2, comma));
        i = end;
      } else if (call && token.is("CAST")) {
        int end = closing(tokens, i + 1);
        int as = find(tokens.subList(0, end), i + 2, "AS");
        List<Token> value = functions(tokens.subList(i + 2, as), parameters);
        cast(spelled, value, tokens.subList(as + 1, end));
        i = end;
      } else if (call && token.is("DATEPART")) {
        int end = closing(tokens, i + 1);
        spelled.add(Token.word("EXTRACT (" + tokens.get(i + 2).text() + " FROM"));
        spelled.addAll(functions(tokens.subList(i + 4, end + 1), parameters));
        i = end;
      } else if (call && RENAMED.containsKey(token.text())) {
        spelled.add(Token.word(RENAMED.get(token.text())));
      } else {
        spelled.add(token);
      }
    }
    return spelled;
  }

  private static final Map<String, String> RENAMED =
      new HashMap<>(Map.of("COUNT_BIG", "COUNT", "DATALENGTH", "OCTET_LENGTH"));

  private static void cast(List<Token> into, List<Token> value, List<Token> type) {
    into.addAll(Token.of("CAST ("));
    into.addAll(value);
    into.add(Token.word("AS " + TdsType.of(Token.join(type)).h2()));
    into.add(Token.word(")"));
  }
}
