package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Syntax as a JSON value, in the shape that tools of the language read and write. */
public final class SyntaxJson {
  private SyntaxJson() {}

  /** A module: package, imports, rules, annotations, comments. */
  public static RegoObject of(Module module) {
    List<Value> path = new ArrayList<>();
    path.add(typed("var", RegoString.of("data")));
    module.path().forEach(name -> path.add(typed("string", RegoString.of(name))));
    RegoObject.Builder out = RegoObject.builder();
    out.put("package", RegoObject.builder().put("path", RegoArray.of(path)).build());
    putAll(out, "imports", module.imports().stream().map(SyntaxJson::of).toList());
    putAll(out, "rules", module.rules().stream().map(RuleJson::of).toList());
    putAll(out, "annotations", module.annotations().stream().map(SyntaxJson::of).toList());
    putAll(out, "comments", module.comments().stream().map(SyntaxJson::of).toList());
    return out.build();
  }

  static void putAll(RegoObject.Builder out, String name, List<? extends Value> items) {
    if (!items.isEmpty()) {
      out.put(name, RegoArray.of(items));
    }
  }

  /** An annotation; the references of its schemas are lists of terms, as names are elsewhere. */
  static RegoObject of(Annotation annotation) {
    if (!(annotation.content().get("schemas") instanceof RegoArray schemas)) {
      return annotation.content();
    }
    RegoObject.Builder out = RegoObject.builder();
    annotation.content().forEach(out::put);
    List<Value> all = new ArrayList<>();
    for (Value schema : schemas) {
      RegoObject.Builder one = RegoObject.builder();
      ((RegoObject) schema)
          .forEach((key, value) -> one.put(key, value instanceof RegoArray a ? names(a) : value));
      all.add(one.build());
    }
    return out.put("schemas", RegoArray.of(all)).build();
  }

  private static RegoArray names(RegoArray path) {
    List<Value> parts = new ArrayList<>();
    for (Value name : path) {
      parts.add(typed(parts.isEmpty() ? "var" : "string", name));
    }
    return RegoArray.of(parts);
  }

  private static RegoObject of(Import read) {
    RegoObject.Builder out = RegoObject.builder().put("path", reference(read.path()));
    read.alias().ifPresent(alias -> out.put("alias", RegoString.of(alias)));
    return out.build();
  }

  private static RegoObject of(Comment comment) {
    byte[] text = comment.text().getBytes(StandardCharsets.UTF_8);
    return RegoObject.builder()
        .put(
            "Text",
            text.length == 0
                ? RegoNull.NULL
                : RegoString.of(Base64.getEncoder().encodeToString(text)))
        .put("Location", of(comment.location()))
        .build();
  }

  private static RegoObject of(Location location) {
    return RegoObject.builder()
        .put("file", RegoString.of(location.source().name()))
        .put("row", RegoNumber.of(location.row()))
        .put("col", RegoNumber.of(location.column()))
        .build();
  }

  /** A body: an array of expressions. */
  public static RegoArray of(Body body) {
    List<Value> items = new ArrayList<>();
    for (Expr expr : body.expressions()) {
      items.add(of(expr, items.size()));
    }
    return RegoArray.of(items);
  }

  private static RegoObject of(Expr expr, int index) {
    RegoObject.Builder out =
        RegoObject.builder().put("index", RegoNumber.of(index)).put("terms", of(expr.kind()));
    if (expr.negated()) {
      out.put("negated", RegoBoolean.TRUE);
    }
    putAll(
        out,
        "with",
        expr.withs().stream()
            .map(with ->
                RegoObject.builder()
                    .put("target", of(with.target()))
                    .put("value", of(with.value()))
                    .build())
            .toList());
    return out.build();
  }

  private static Value of(Expr.Kind kind) {
    return switch (kind) {
      case Expr.Bare b -> of(b.term());
      case Expr.Call c -> callParts(c.call());
      case Expr.SomeVars s ->
          symbols(s.variables().stream().map(v -> typed("var", RegoString.of(v.name()))).toList());
      case Expr.SomeIn s -> symbols(List.of(of(member(s))));
      case Expr.Every e -> {
        Value key = e.key().isPresent() ? of(e.key().get()) : RegoNull.NULL;
        yield RegoObject.builder()
            .put("key", key)
            .put("value", of(e.value()))
            .put("domain", of(e.domain()))
            .put("body", of(e.body()))
            .build();
      }
      case Expr.NotBody n ->
          RegoObject.builder()
              .put("type", RegoString.of("not"))
              .put("body", of(n.body()))
              .put("explicit_body", RegoBoolean.of(n.braced()))
              .build();
    };
  }

  private static RegoObject symbols(List<? extends Value> symbols) {
    return RegoObject.builder().put("symbols", RegoArray.of(symbols)).build();
  }

  private static Term.Call member(Expr.SomeIn some) {
    Location place = some.domain().location();
    String name = some.key().isPresent() ? "member_3" : "member_2";
    Term.Ref operator =
        new Term.Ref(
            new Term.Var("internal", place),
            List.of(new Term.Constant(RegoString.of(name), place)),
            place);
    List<Term> arguments = new ArrayList<>();
    some.key().ifPresent(arguments::add);
    arguments.add(some.value());
    arguments.add(some.domain());
    return new Term.Call(operator, arguments, true, place);
  }

  /** A term: an object with its type and value. */
  public static RegoObject of(Term term) {
    return switch (term) {
      case Term.Constant c -> typed(c.value().kind().text(), constant(c.value()));
      case Term.Var v -> isRoot(v) ? reference(v) : typed("var", RegoString.of(v.name()));
      case Term.Ref r -> reference(r);
      case Term.ArrayTerm a -> typed("array", all(a.items()));
      case Term.SetTerm s -> {
        TreeSet<Term> items = new TreeSet<>(TermOrder.ORDER);
        items.addAll(s.items());
        yield typed("set", all(items));
      }
      case Term.ObjectTerm o -> typed("object", entries(o));
      case Term.ArrayComprehension c ->
          typed("arraycomprehension", comprehension(c.head(), c.body()));
      case Term.SetComprehension c -> typed("setcomprehension", comprehension(c.head(), c.body()));
      case Term.ObjectComprehension c ->
          typed(
              "objectcomprehension",
              RegoObject.builder()
                  .put("key", of(c.key()))
                  .put("value", of(c.value()))
                  .put("body", of(c.body()))
                  .build());
      case Term.Call c -> typed("call", callParts(c));
      case Term.Template t -> typed("templatestring", template(t));
    };
  }

  private static Value constant(Value value) {
    return value instanceof RegoNull ? RegoObject.EMPTY : value;
  }

  private static RegoObject comprehension(Term head, Body body) {
    return RegoObject.builder().put("term", of(head)).put("body", of(body)).build();
  }

  private static RegoArray entries(Term.ObjectTerm object) {
    Map<Term, Term> entries = new TreeMap<>(TermOrder.ORDER);
    object.entries().forEach(entry -> entries.put(entry.key(), entry.value()));
    List<Value> pairs = new ArrayList<>();
    entries.forEach((key, value) -> pairs.add(RegoArray.of(of(key), of(value))));
    return RegoArray.of(pairs);
  }

  private static RegoObject template(Term.Template template) {
    List<Value> parts = new ArrayList<>();
    for (Term.Part part : template.parts()) {
      parts.add(
          switch (part) {
            case Term.Part.Text t -> typed("string", RegoString.of(t.text()));
            case Term.Part.Embedded e -> embedded(e.expr());
          });
    }
    return RegoObject.builder()
        .put("parts", parts.isEmpty() ? RegoNull.NULL : RegoArray.of(parts))
        .put("multi_line", RegoBoolean.of(template.raw()))
        .build();
  }

  private static RegoObject embedded(Expr expr) {
    boolean constant =
        expr.kind() instanceof Expr.Bare bare
            && bare.term() instanceof Term.Constant
            && expr.withs().isEmpty();
    return constant ? of(((Expr.Bare) expr.kind()).term()) : of(expr, 0);
  }

  private static RegoArray callParts(Term.Call call) {
    List<Value> parts = new ArrayList<>();
    parts.add(reference(call.operator()));
    call.arguments().forEach(argument -> parts.add(of(argument)));
    return RegoArray.of(parts);
  }

  private static RegoArray all(Iterable<Term> terms) {
    List<Value> items = new ArrayList<>();
    terms.forEach(term -> items.add(of(term)));
    return RegoArray.of(items);
  }

  /** A name as a reference of one part or more. */
  private static RegoObject reference(Term name) {
    return typed("ref", parts(name));
  }

  static RegoArray parts(Term name) {
    List<Value> parts = new ArrayList<>();
    Optional<Term.Ref> ref = name instanceof Term.Ref r ? Optional.of(r) : Optional.empty();
    Term head = ref.map(Term.Ref::head).orElse(name);
    parts.add(head instanceof Term.Var v ? typed("var", RegoString.of(v.name())) : of(head));
    ref.ifPresent(r -> r.path().forEach(step -> parts.add(of(step))));
    return RegoArray.of(parts);
  }

  static boolean isRoot(Term.Var variable) {
    return variable.name().equals("data") || variable.name().equals("input");
  }

  static RegoObject typed(String type, Value value) {
    return RegoObject.builder().put("type", RegoString.of(type)).put("value", value).build();
  }
}
