package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Text, output and statements. */
final class TemplateParser {
  private static final Map<Token.Kind, String> OUTPUT_END = Map.of(Token.Kind.OUTPUT_END, "");
  private static final Map<Token.Kind, String> BLOCK_END = Map.of(Token.Kind.BLOCK_END, "");

  private final Tokens tokens;
  private final Names names;
  private final ExpressionParser expressions;

  TemplateParser(String source, Names names) {
    this.tokens = new Tokens(Lexer.tokens(source));
    this.names = names;
    this.expressions = new ExpressionParser(tokens, names);
  }

  Statement.Block template() {
    Statement.Block block = block(Set.of());
    if (!tokens.at(Token.Kind.END)) {
      throw tokens.unexpected("text");
    }
    return block;
  }

  /** Up to the block tag that starts with one of these words, which stays for the caller. */
  private Statement.Block block(Set<String> ends) {
    tokens.enter();
    List<Statement> statements = new ArrayList<>();
    while (!tokens.at(Token.Kind.END)) {
      Token token = tokens.next();
      if (token.kind() == Token.Kind.DATA) {
        statements.add(new Statement.Text(token.text()));
      } else if (token.kind() == Token.Kind.OUTPUT_BEGIN) {
        statements.add(new Statement.Print(expressions.tuple(false, OUTPUT_END)));
        tokens.expect(Token.Kind.OUTPUT_END, "'}}'");
      } else if (tokens.at(Token.Kind.NAME) && ends.contains(tokens.peek().text())) {
        break;
      } else {
        statements.add(statement());
      }
    }
    tokens.leave();
    return new Statement.Block(statements);
  }

  private Statement statement() {
    Token word = tokens.expect(Token.Kind.NAME, "a statement");
    return switch (word.text()) {
      case "if" -> condition();
      case "for" -> loop();
      case "set" -> assignment();
      case "with" -> with();
      default -> throw Fault.value("there is no statement '" + word.text() + "'");
    };
  }

  private Statement condition() {
    List<Expression> tests = new ArrayList<>();
    List<Statement> bodies = new ArrayList<>();
    List<Set<String>> branches = new ArrayList<>();
    Set<String> ends = Set.of("elif", "else", "endif");
    do {
      tests.add(expressions.tuple(false, BLOCK_END));
      endOfTag();
      bodies.add(branch(ends, branches));
    } while (tokens.takeName("elif"));
    Statement otherwise = new Statement.Block(List.of());
    if (tokens.takeName("else")) {
      endOfTag();
      otherwise = branch(Set.of("endif"), branches);
    } else {
      branches.add(Set.of());
    }
    end("endif");
    names.merge(branches);
    return new Statement.If(tests, bodies, otherwise);
  }

  private Statement branch(Set<String> ends, List<Set<String>> branches) {
    names.enter();
    Statement body = block(ends);
    branches.add(new HashSet<>(names.leave()));
    return body;
  }

  private Statement loop() {
    List<String> set = new ArrayList<>();
    Target target = targets("in", set);
    tokens.expectName("in");
    Expression items = expressions.disjunction();
    names.enter();
    set.forEach(names::set);
    Expression condition = tokens.takeName("if") ? expressions.expression() : null;
    tokens.takeOperator(":");
    endOfTag();
    names.set("loop");
    Statement body = block(Set.of("else", "endfor"));
    names.leave();
    Statement otherwise = new Statement.Block(List.of());
    if (tokens.takeName("else")) {
      endOfTag();
      names.enter();
      otherwise = block(Set.of("endfor"));
      names.leave();
    }
    end("endfor");
    return new Statement.For(target, items, condition, body, otherwise);
  }

  private Statement assignment() {
    List<String> set = new ArrayList<>();
    Target target = targets("=", set);
    if (tokens.takeOperator("=")) {
      Expression value = expressions.tuple(false, BLOCK_END);
      endOfTag();
      set.forEach(names::set);
      return new Statement.Set(target, value);
    }
    endOfTag();
    names.enter();
    Statement body = block(Set.of("endset"));
    names.leave();
    end("endset");
    set.forEach(names::set);
    return new Statement.SetBlock(target, body);
  }

  private Statement with() {
    List<Statement.Set> variables = new ArrayList<>();
    List<String> set = new ArrayList<>();
    while (!tokens.at(Token.Kind.BLOCK_END)) {
      Target target = target(set);
      tokens.expectOperator("=");
      variables.add(new Statement.Set(target, expressions.expression()));
      if (!tokens.at(Token.Kind.BLOCK_END)) {
        tokens.expectOperator(",");
      }
    }
    endOfTag();
    names.enter();
    set.forEach(names::set);
    Statement body = block(Set.of("endwith"));
    names.leave();
    end("endwith");
    return new Statement.With(variables, body);
  }

  private Target targets(String end, List<String> set) {
    boolean bracket = tokens.takeOperator("(");
    List<Target> targets = new ArrayList<>(List.of(target(set)));
    boolean several = false;
    while (tokens.takeOperator(",")) {
      several = true;
      if (tokens.atName(end) || tokens.atOperator(end)) {
        break;
      }
      targets.add(target(set));
    }
    if (bracket) {
      tokens.expectOperator(")");
    }
    return several ? new Target.Several(targets) : targets.getFirst();
  }

  private Target target(List<String> set) {
    if (tokens.atOperator("(")) {
      tokens.enter();
      Target inner = targets(")", set);
      tokens.leave();
      return inner;
    }
    String name = tokens.expect(Token.Kind.NAME, "a variable").text();
    if (tokens.takeOperator(".")) {
      names.read(name);
      String attribute = tokens.expect(Token.Kind.NAME, "an attribute").text();
      return new Target.NamespaceVariable(name, attribute);
    }
    set.add(name);
    return new Target.Variable(name);
  }

  private void end(String word) {
    tokens.expectName(word);
    endOfTag();
  }

  private void endOfTag() {
    tokens.takeOperator(":");
    tokens.expect(Token.Kind.BLOCK_END, "'%}'");
  }
}
