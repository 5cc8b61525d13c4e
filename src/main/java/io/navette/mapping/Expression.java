package io.navette.mapping;

import io.navette.row.CellValue;
import io.navette.row.ColumnType;
import io.navette.row.RowBatch;
import io.navette.row.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlScript;
import org.jspecify.annotations.Nullable;

/** One compiled expression over the columns of a schema. Used by one thread at a time. */
final class Expression {
  private static final class Holder {
    static final JexlEngine ENGINE = engine();

    private static JexlEngine engine() {
      JexlFeatures features =
          JexlFeatures.createNone().register(false).script(false).structuredLiteral(false);
      Map<String, Object> functions = new HashMap<>();
      functions.put(null, Functions.class);
      return new JexlBuilder()
          .arithmetic(new ExactArithmetic())
          .features(features)
          .permissions(new OnlyFunctions())
          .namespaces(functions)
          .strict(true)
          .silent(false)
          .safe(false)
          .antish(false)
          .create();
    }
  }

  private final JexlScript script;
  private final Row row;
  private final String source;

  private Expression(JexlScript script, Row row, String source) {
    this.script = script;
    this.row = row;
    this.source = source;
  }

  /**
   * @param extra names that are no columns, such as {@code value}
   * @throws IllegalArgumentException saying in a sentence what is wrong with the expression
   */
  static Expression compile(String source, Schema schema, Set<String> extra) {
    Names names = Names.in(source, schema);
    JexlScript script = parse(names.expression());
    Map<String, Integer> positions = new HashMap<>();
    for (List<String> variable : script.getVariables()) {
      String name = names.column(variable.get(0));
      if (variable.size() > 1) {
        throw new IllegalArgumentException(
            "only a json column has parts; put a name with dots in backquotes: `"
                + String.join(".", variable)
                + "`");
      }
      if (!extra.contains(name) && !names.members().containsKey(name)) {
        positions.put(variable.get(0), known(name, schema));
      }
    }
    Map<String, Member> members = new HashMap<>();
    names
        .members()
        .forEach(
            (identifier, member) ->
                members.put(identifier, new Member(member, known(member.column(), schema))));
    return new Expression(script, new Row(positions, members), source);
  }

  private record Member(JsonMember member, int column) {}

  private static JexlScript parse(String expression) {
    try {
      return Holder.ENGINE.createScript(Holder.ENGINE.createExpression(expression).getSourceText());
    } catch (JexlException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  private static int known(String name, Schema schema) {
    return schema
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException(unknown(name, schema.names())));
  }

  private static String unknown(String name, List<String> columns) {
    return "there is no column "
        + name
        + Nearest.to(name, columns).map(near -> "; did you mean " + near + "?").orElse("")
        + " (columns: "
        + String.join(", ", columns)
        + ")";
  }

  /** Calculates the value for one row. */
  @Nullable Object evaluate(RowBatch batch, int position) {
    return evaluate(batch, position, Map.of());
  }

  /**
   * @throws IllegalArgumentException saying why it can't be calculated for this row
   */
  @Nullable Object evaluate(RowBatch batch, int position, Map<String, Object> extra) {
    row.batch = batch;
    row.position = position;
    row.extra = extra;
    try {
      return script.execute(row);
    } catch (JexlException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  private static String reason(JexlException e) {
    Throwable cause = e.getCause();
    if (cause instanceof ArithmeticException || cause instanceof RuntimeException) {
      return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
    String message = String.valueOf(e.getMessage());
    return message.replaceFirst("^.*?@", "at ").strip();
  }

  /** The type its value always has, where that can be told from the expression alone. */
  Optional<ColumnType> resultType() {
    String text = source.strip();
    if (text.startsWith("'") || text.startsWith("\"")) {
      return wholeLiteral(text) ? Optional.of(ColumnType.TEXT) : Optional.empty();
    }
    int open = text.indexOf('(');
    if (open <= 0 || closing(text, open) != text.length() - 1) {
      return Optional.empty();
    }
    String function = text.substring(0, open).strip();
    return Functions.catalog().stream()
        .filter(entry -> entry.name().equals(function))
        .findFirst()
        .map(Functions.Entry::result);
  }

  private static boolean wholeLiteral(String text) {
    return text.indexOf(text.charAt(0), 1) == text.length() - 1;
  }

  private static int closing(String text, int open) {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** A light cursor over a batch: an expression's names are looked up in the current row. */
  private static final class Row implements JexlContext {
    private final Map<String, Integer> positions;
    private final Map<String, Member> members;
    private @Nullable RowBatch batch;
    private int position;
    private Map<String, Object> extra = Map.of();

    Row(Map<String, Integer> positions, Map<String, Member> members) {
      this.positions = positions;
      this.members = members;
    }

    @Override
    public @Nullable Object get(String name) {
      Member member = members.get(name);
      if (member != null && batch != null) {
        return batch.cells(member.column).isNull(position)
            ? null
            : member.member.of(batch.cells(member.column).textAt(position));
      }
      Integer column = positions.get(name);
      if (column == null || batch == null) {
        return extra.get(name);
      }
      return CellValue.value(batch.cells(column), position);
    }

    @Override
    public boolean has(String name) {
      return positions.containsKey(name) || members.containsKey(name) || extra.containsKey(name);
    }

    @Override
    public void set(String name, @Nullable Object value) {
      throw new UnsupportedOperationException("expressions assign nothing");
    }
  }
}
