package dev.bailey.cli.rego;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.SyntaxJson;
import dev.bailey.rego.tool.Trace;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trace as a document: what is written in the source, and the variables by their names there. */
final class Explanation {
  private final ParseOptions form;
  private final Map<Location, Value> expressions = new HashMap<>();
  private final Map<Location, Value> rules = new HashMap<>();

  private Explanation(RegoVersion version) {
    this.form = ParseOptions.of(version);
  }

  static List<Object> document(Trace trace, RegoVersion version) {
    Explanation explanation = new Explanation(version);
    return trace.steps().stream().<Object>map(explanation::step).toList();
  }

  private Map<String, Object> step(Trace.Step step) {
    boolean note = step.op().equals("Note");
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("file", step.location().source().name());
    place.putAll(Shown.place(step.location()));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("Op", step.op());
    out.put("Node", note ? RegoNull.NULL : node(step));
    out.put("Location", place);
    out.put("QueryID", step.rule());
    out.put("ParentID", step.caller());
    out.put("Locals", step.locals().isEmpty() ? RegoNull.NULL : locals(step.locals()));
    out.put("LocalMetadata", note ? RegoNull.NULL : Map.of());
    out.put("Message", step.message());
    out.put("Ref", RegoNull.NULL);
    return out;
  }

  private static List<Object> locals(Map<String, Value> all) {
    return all.entrySet().stream()
        .<Object>map(local -> {
          Map<String, Object> out = new LinkedHashMap<>();
          out.put("name", local.getKey());
          out.put("type", local.getValue().kind().text());
          out.put("value", local.getValue());
          return out;
        })
        .toList();
  }

  /** The syntax of the query, an expression or a rule, as it is written. */
  private Value node(Trace.Step step) {
    Location place = step.location();
    if (step.kind() != Point.Kind.EXPRESSION) {
      return rules.computeIfAbsent(place, l -> rule(l.text()));
    }
    return step.op().equals("Enter")
        ? body(place.source().text())
        : expressions.computeIfAbsent(
            place, l -> body(l.text()) instanceof RegoArray one ? one.at(0) : RegoNull.NULL);
  }

  private Value body(String text) {
    return Parser.query(new Source("", text), form) instanceof Parsed.Ok<Body> ok
        ? SyntaxJson.of(ok.value())
        : RegoNull.NULL;
  }

  private Value rule(String text) {
    Source alone = new Source("", "package p\n" + text);
    if (Parser.module(alone, form) instanceof Parsed.Ok<Module> ok
        && SyntaxJson.of(ok.value()).get("rules") instanceof RegoArray all) {
      return all.at(0);
    }
    return RegoNull.NULL;
  }
}
