package dev.bailey.rego.format;

import dev.bailey.rego.syntax.Head;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.SyntaxJson;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** A module without what its layout may change: two modules of equal meaning are equal values. */
final class Meaning {
  private static final RegoString TYPE = RegoString.of("type");
  private static final RegoString VALUE = RegoString.of("value");
  private static final RegoString WILDCARD = RegoString.of("_");
  private static final RegoString TEMPLATE = RegoString.of("templatestring");

  private Meaning() {}

  static Value of(Module module, FormatOptions options) {
    RegoSet.Builder imports = RegoSet.builder();
    module.imports().stream()
        .filter(read -> !options.leavesOut(read))
        .forEach(read ->
            imports.add(
                RegoArray.of(SyntaxJson.of(read.path()), RegoString.of(read.alias().orElse("")))));
    List<Value> rules = new ArrayList<>();
    module.rules().forEach(rule -> rules.add(normal(of(rule))));
    Value path = RegoArray.of(module.path().stream().map(RegoString::of).toList());
    return RegoArray.of(path, imports.build(), RegoArray.of(rules));
  }

  private static Value of(Rule rule) {
    Head head = rule.head();
    Value yes = RegoBoolean.TRUE;
    Value no = RegoBoolean.FALSE;
    List<Value> parts = new ArrayList<>();
    parts.add(RegoBoolean.of(rule.isDefault()));
    parts.add(SyntaxJson.of(head.name()));
    parts.add(
        head.arguments()
            .<Value>map(terms -> RegoArray.of(terms.stream().map(SyntaxJson::of).toList()))
            .orElse(no));
    parts.add(head.key().<Value>map(SyntaxJson::of).orElse(no));
    parts.add(head.value().map(Meaning::value).orElse(yes));
    parts.add(rule.body().<Value>map(SyntaxJson::of).filter(body -> !isTrue(body)).orElse(yes));
    parts.add(rule.otherwise().map(Meaning::of).orElse(no));
    return RegoArray.of(parts);
  }

  private static Value value(Term term) {
    return term instanceof Term.Constant c && c.value().equals(RegoBoolean.TRUE)
        ? RegoBoolean.TRUE
        : SyntaxJson.of(term);
  }

  private static boolean isTrue(Value body) {
    return body.size() == 1
        && body instanceof RegoArray expressions
        && expressions.at(0) instanceof RegoObject expr
        && expr.size() == 2
        && expr.get("terms") instanceof RegoObject term
        && term.get("value") instanceof RegoBoolean b
        && b.isTrue();
  }

  /** Templates with their constant pieces joined, wildcards without their numbers. */
  private static Value normal(Value value) {
    return switch (value) {
      case RegoArray a -> {
        List<Value> items = new ArrayList<>();
        a.forEach(item -> items.add(normal(item)));
        yield RegoArray.of(items);
      }
      case RegoObject o -> {
        RegoObject.Builder out = RegoObject.builder();
        boolean template = o.get(TYPE) instanceof RegoString type && type.equals(TEMPLATE);
        if (o.get(VALUE) instanceof RegoString s && s.text().startsWith("$") && isVar(o)) {
          yield WILDCARD;
        }
        o.forEach((key, item) ->
            out.put(key, template && key.equals(VALUE) ? joined(item) : normal(item)));
        yield out.build();
      }
      default -> value;
    };
  }

  private static boolean isVar(RegoObject term) {
    return term.get(TYPE) instanceof RegoString type && type.text().equals("var");
  }

  private static Value joined(Value template) {
    if (!(template instanceof RegoObject o && o.get("parts") instanceof RegoArray parts)) {
      return template;
    }
    List<Value> out = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Value part : parts) {
      if (part instanceof RegoObject p && p.get(TYPE) instanceof RegoString type) {
        text.append(shown(type.text(), p.get(VALUE)));
      } else {
        out.add(RegoString.of(text.toString()));
        out.add(normal(part));
        text.setLength(0);
      }
    }
    out.add(RegoString.of(text.toString()));
    return RegoArray.of(out);
  }

  private static String shown(String type, @org.jspecify.annotations.Nullable Value value) {
    return switch (value) {
      case RegoString s -> s.text();
      case null -> "";
      default -> type.equals("null") ? RegoNull.NULL.toString() : value.toString();
    };
  }
}
