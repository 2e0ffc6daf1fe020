package dev.bailey.cli.rego;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A syntax tree for people: what a thing is, and its parts below it, one space deeper. */
final class SyntaxText {
  private final StringBuilder out = new StringBuilder();

  private SyntaxText() {}

  /**
   * A module.
   *
   * @param module as {@code SyntaxJson} has it
   */
  static String of(RegoObject module) {
    SyntaxText text = new SyntaxText();
    text.line(0, "module");
    text.line(1, "package");
    text.ref(2, part(part(module, "package"), "path"));
    each(
        part(module, "imports"),
        read -> {
          text.line(1, "import");
          text.term(2, part(read, "path"));
          Value alias = part(read, "alias");
          text.line(2, alias instanceof RegoString name ? name.text() : "");
        });
    each(part(module, "rules"), rule -> text.rule(1, rule));
    each(part(module, "comments"), comment -> text.line(1, "comment"));
    return text.out.toString().stripTrailing();
  }

  private interface Part {
    void show(Value value);
  }

  private static void each(@Nullable Value values, Part part) {
    if (values instanceof RegoArray all) {
      all.forEach(part::show);
    }
  }

  private static @Nullable Value part(@Nullable Value of, String name) {
    return of instanceof RegoObject object ? object.get(RegoString.of(name)) : null;
  }

  private void line(int depth, String text) {
    out.repeat(' ', depth).append(text).append('\n');
  }

  private void rule(int depth, Value rule) {
    line(depth, "rule");
    Value head = part(rule, "head");
    line(depth + 1, "head");
    ref(depth + 2, part(head, "ref"));
    if (part(head, "args") instanceof RegoArray arguments) {
      line(depth + 2, "args");
      each(arguments, argument -> term(depth + 3, argument));
    }
    term(depth + 2, part(head, "value"));
    if (part(head, "value") == null) {
      term(depth + 2, part(head, "key"));
    }
    body(depth + 1, part(rule, "body"));
    Value otherwise = part(rule, "else");
    if (otherwise != null) {
      rule(depth + 1, otherwise);
    }
  }

  private void body(int depth, @Nullable Value body) {
    line(depth, "body");
    each(body, expr -> expr(depth + 1, expr));
  }

  private void expr(int depth, Value expr) {
    boolean negated = part(expr, "negated") instanceof RegoBoolean no && no.isTrue();
    line(depth, "expr " + (negated ? "negated " : "") + "index=" + part(expr, "index"));
    Value terms = part(expr, "terms");
    if (terms instanceof RegoArray several) {
      each(several, term -> term(depth + 1, term));
    } else if (part(terms, "symbols") != null) {
      line(depth + 1, "somedecl");
      each(part(terms, "symbols"), symbol -> term(depth + 2, symbol));
    } else if (part(terms, "domain") != null) {
      line(depth + 1, "every");
      for (String name : List.of("key", "value", "domain")) {
        term(depth + 2, part(terms, name));
      }
      body(depth + 2, part(terms, "body"));
    } else {
      term(depth + 1, terms);
    }
    each(
        part(expr, "with"),
        with -> {
          line(depth + 1, "with");
          term(depth + 2, part(with, "target"));
          term(depth + 2, part(with, "value"));
        });
  }

  private void ref(int depth, @Nullable Value parts) {
    line(depth, "ref");
    each(parts, part -> term(depth + 1, part));
  }

  private void term(int depth, @Nullable Value term) {
    Value value = part(term, "value");
    if (value == null) {
      return;
    }
    String type = part(term, "type") instanceof RegoString name ? name.text() : "";
    switch (type) {
      case "null" -> line(depth, "null");
      case "boolean", "number", "string" -> line(depth, value.toString());
      case "var" -> line(depth, value instanceof RegoString name ? name.text() : "");
      case "object" -> {
        line(depth, type);
        each(value, entry -> each(entry, side -> term(depth + 1, side)));
      }
      default -> {
        line(depth, type);
        parts(depth + 1, value);
      }
    }
  }

  /**
   * The parts of a composite: items, or a comprehension's head and body, or a template's pieces.
   */
  private void parts(int depth, Value value) {
    if (value instanceof RegoArray items) {
      each(items, item -> piece(depth, item));
      return;
    }
    for (String name : List.of("term", "key", "value")) {
      term(depth, part(value, name));
    }
    if (part(value, "body") != null) {
      body(depth, part(value, "body"));
    }
    each(part(value, "parts"), piece -> piece(depth, piece));
  }

  private void piece(int depth, Value piece) {
    if (part(piece, "terms") != null) {
      expr(depth, piece);
    } else {
      term(depth, piece);
    }
  }
}
