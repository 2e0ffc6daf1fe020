package dev.bailey.rego.check;

import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what {@code with} may replace. */
final class Replacements extends Walk {
  private static final Set<String> FIXED =
      Set.of(Terms.EQ, "rego.metadata.chain", "rego.metadata.rule");
  private static final String OF_BUILTIN = "with keyword replacing built-in function: ";

  private final Functions functions;
  private final TreeBuilder<?> tree;
  private final Errors errors;

  Replacements(Functions functions, TreeBuilder<?> tree, Errors errors) {
    this.functions = functions;
    this.tree = tree;
    this.errors = errors;
  }

  @Override
  void expr(Expr expr) {
    if (!Terms.callOf(expr).filter(Metadata::isCall).isPresent()) {
      super.expr(expr);
    }
  }

  @Override
  void with(With with) {
    switch (with.target()) {
      case Term.Var v when Terms.isRoot(v) -> {}
      case Term.Var v -> builtin(v, with);
      case Term.Ref r -> document(r, with);
      default -> noTarget(with);
    }
    super.with(with);
  }

  private void noTarget(With with) {
    errors.type(
        Stage.REWRITE,
        "with keyword target must reference existing input, data, or a function",
        with.target().location());
  }

  private void builtin(Term.Var name, With with) {
    Optional<Builtin> builtin = functions.builtin(name);
    if (builtin.isEmpty()) {
      noTarget(with);
      return;
    }
    String problem = "";
    if (name.name().startsWith("internal.")) {
      problem = "replacement of internal function \"" + name.name() + "\" invalid";
    } else if (FIXED.contains(name.name())) {
      problem = "replacement of \"" + name.name() + "\" invalid";
    } else if (builtin.get().code() instanceof BuiltinCode.Relation) {
      problem = "target must not be a relation";
    } else if (builtin.get().signature().result().isEmpty()) {
      problem = "target must not be a void function";
    }
    if (!problem.isEmpty()) {
      errors.add(Stage.REWRITE, Code.COMPILE, OF_BUILTIN + problem, name.location());
    }
  }

  private void document(Term.Ref target, With with) {
    if (!Terms.isRoot(target.head())) {
      noTarget(with);
      return;
    }
    @Nullable TreeBuilder<?> node =
        target.head() instanceof Term.Var v && v.name().equals("data") ? tree : null;
    List<Term> path = target.path();
    for (int i = 0; i < path.size() && node != null; i++) {
      if (!node.rules().isEmpty()) {
        errors.compile(
            Stage.REWRITE,
            "with keyword cannot partially replace virtual document(s)",
            target.location());
        return;
      }
      node =
          path.get(i) instanceof Term.Constant(Value step, var at)
              ? node.children().get(step)
              : null;
    }
  }
}
