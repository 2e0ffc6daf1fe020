package dev.bailey.rego.check;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.TypeText;
import dev.bailey.rego.type.Types;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Checks that the steps of references can lead somewhere. */
final class RefCheck {
  private final TypeEnvironment types;
  private final Unifier unifier;
  private final Locals locals;
  private final Errors errors;

  RefCheck(TypeEnvironment types, Unifier unifier, Locals locals, Errors errors) {
    this.types = types;
    this.unifier = unifier;
    this.locals = locals;
    this.errors = errors;
  }

  /** False if an error was reported. */
  boolean check(Term.Ref ref) {
    if (types.of(ref) instanceof Type.Function f) {
      return function(ref, f);
    }
    Optional<DocumentTypes> root = types.root(ref.head());
    if (root.isPresent()) {
      return documents(root.get(), ref, 0);
    }
    if (ref.head() instanceof Term.Var v && types.local(v.name()) == Type.Unknown.UNKNOWN) {
      types.set(v.name(), Type.ANY);
    }
    return steps(types.of(ref.head()), ref, 0);
  }

  private boolean documents(DocumentTypes from, Term.Ref ref, int at) {
    DocumentTypes node = from;
    for (int i = at; i < ref.path().size(); i++) {
      Term step = ref.path().get(i);
      DocumentTypes child = step instanceof Term.Constant c ? node.child(c.value()) : null;
      if (child != null) {
        if (child.type() instanceof Type.Function f) {
          return function(ref, f);
        }
        node = child;
        continue;
      }
      if (node.type() != null) {
        return steps(node.type(), ref, i);
      }
      boolean text = step instanceof Term.Constant c && c.value() instanceof RegoString;
      return (node.children().isEmpty() || text)
          ? steps(Type.ANY, ref, i)
          : dynamic(node, ref, i) && steps(Type.ANY, ref, i + 1);
    }
    return true;
  }

  /** A step that is not a constant text, from a node between packages and rules. */
  private boolean dynamic(DocumentTypes node, Term.Ref ref, int at) {
    Term step = ref.path().get(at);
    Type wanted = node.hasOnlyTexts() ? Type.STRING : Type.ANY;
    Type known = types.of(step);
    return (step instanceof Term.Constant && !node.isPackage())
        || unifier.accept(step, wanted, false)
        || invalid(
            ref,
            at,
            "have (type): " + TypeText.of(known),
            wanted,
            List.copyOf(new TreeSet<>(node.children().keySet())));
  }

  private boolean steps(Type from, Term.Ref ref, int at) {
    Type type = from;
    for (int i = at; i < ref.path().size(); i++) {
      Type keys = Types.keys(type);
      if (keys == null) {
        return unsupported(ref, i, type);
      }
      Term step = ref.path().get(i);
      if (step instanceof Term.Constant c) {
        Type inner = Types.select(type, c.value());
        if (inner == Type.Unknown.UNKNOWN) {
          return invalid(ref, i, "have: " + c.value(), keys, names(type));
        }
        type = inner;
      } else {
        Type known = types.of(step);
        if (!unifier.accept(step, keys, false)) {
          return invalid(ref, i, "have (type): " + TypeText.of(known), keys, names(type));
        }
        type = Types.values(type);
      }
    }
    return true;
  }

  /** Keys that the objects of a type are known to have. */
  private static List<Value> names(Type type) {
    TreeSet<Value> names = new TreeSet<>();
    for (Type t : type instanceof Type.Union u ? u.alternatives() : List.of(type)) {
      if (t instanceof Type.ObjectOf o) {
        o.properties().forEach(p -> names.add(p.key()));
      }
    }
    return List.copyOf(names);
  }

  private boolean function(Term.Ref ref, Type.Function function) {
    String text = TermText.ref(ref, locals);
    report(
        ref,
        "function " + text + " used as reference, not called",
        List.of(
            text,
            "^".repeat(prefix(ref, ref.path().size()).length()),
            "have: " + TypeText.of(function)));
    return false;
  }

  private boolean unsupported(Term.Ref ref, int at, Type type) {
    String text = TermText.ref(ref, locals);
    report(
        ref,
        "undefined ref: " + text,
        List.of(text, "^".repeat(prefix(ref, at).length()), "have: " + TypeText.of(type)));
    return false;
  }

  private boolean invalid(Term.Ref ref, int at, String have, Type want, List<Value> oneOf) {
    String text = TermText.ref(ref, locals);
    String indent = " ".repeat(prefix(ref, at).length() + 1);
    String wanted =
        oneOf.isEmpty()
            ? "want (type): " + TypeText.of(want)
            : "want (one of): ["
                + String.join(" ", oneOf.stream().map(Value::toString).toList())
                + "]";
    report(
        ref, "undefined ref: " + text, List.of(text, indent + "^", indent + have, indent + wanted));
    return false;
  }

  private String prefix(Term.Ref ref, int steps) {
    return TermText.ref(
        new Term.Ref(ref.head(), ref.path().subList(0, steps), ref.location()), locals);
  }

  private void report(Term.Ref ref, String message, List<String> details) {
    errors.add(Stage.TYPES, new RegoError(Code.TYPE, message, ref.location(), details));
  }
}
