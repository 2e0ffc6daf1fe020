package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of one body. */
final class Scope {
  /** How a variable came to be. */
  enum How {
    ARGUMENT,
    ASSIGNED,
    /** By {@code some x}, or as key or value of {@code every}: it has to be used. */
    DECLARED,
    /** By {@code some x in xs}. */
    DRAWN
  }

  /** A variable that was declared. */
  static final class Declaration {
    final String local;
    final How how;
    final Location at;
    boolean used;

    Declaration(String local, How how, Location at) {
      this.local = local;
      this.how = how;
      this.at = at;
    }
  }

  final @Nullable Scope outer;
  private final List<Expr> body;
  private final List<Term> heads;
  private final Map<String, Declaration> declared = new LinkedHashMap<>();
  private final Set<String> later = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> implicit = new HashMap<>();
  private @Nullable Set<String> mentioned;

  /**
   * @param body whose variables these are
   * @param heads terms outside the body that see its variables
   */
  Scope(@Nullable Scope outer, List<Expr> body, List<Term> heads) {
    this.outer = outer;
    this.body = body;
    this.heads = heads;
    for (Expr e : body) {
      Declares.names(e, later);
    }
  }

  void declare(String name, Declaration declaration) {
    declared.put(name, declaration);
  }

  /** A variable that was declared here before this place of the text. */
  @Nullable Declaration declaredHere(String name) {
    return declared.get(name);
  }

  /** Whether the body declares the name, be it further down. */
  boolean declares(String name) {
    return later.contains(name);
  }

  void see(String name) {
    seen.add(name);
  }

  boolean hasSeen(String name) {
    return seen.contains(name);
  }

  /** Whether an expression of the body, outside of closures, uses the name without declaring it. */
  boolean mentions(String name) {
    if (mentioned == null) {
      mentioned = mentioned();
    }
    return mentioned.contains(name);
  }

  private Set<String> mentioned() {
    Set<String> names = new HashSet<>();
    Walk walk =
        new Walk() {
          @Override
          void variable(Term.Var v) {
            names.add(v.name());
          }

          @Override
          void closure(Expr.Kind kind) {
            if (kind instanceof Expr.NotBody n && !n.braced()) {
              body(n.body());
            }
          }

          @Override
          void closure(Term comprehension) {}
        };
    body.forEach(walk::expr);
    heads.forEach(walk::term);
    names.removeAll(later);
    return names;
  }

  /** The local of a variable that the body uses and nothing declares. */
  String implicit(String name, Locals locals) {
    return implicit.computeIfAbsent(name, locals::fresh);
  }

  Map<String, Declaration> declarations() {
    return declared;
  }
}
