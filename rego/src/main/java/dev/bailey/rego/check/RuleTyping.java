package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks rules one by one, each after those it needs, and notes the types of what they define. */
final class RuleTyping {
  private final DocumentTypes data;
  private final SchemaScopes schemas;
  private final Functions functions;
  private final Errors errors;

  RuleTyping(DocumentTypes data, SchemaScopes schemas, Functions functions, Errors errors) {
    this.data = data;
    this.schemas = schemas;
    this.functions = functions;
    this.errors = errors;
  }

  void check(Draft rule) {
    SchemaScopes.Scope scope = schemas.of(rule, data);
    for (Draft d = rule; d != null; d = d.otherwise) {
      one(d, scope);
    }
  }

  private void one(Draft rule, SchemaScopes.Scope scope) {
    TypeEnvironment types = new TypeEnvironment(scope.data(), scope.input());
    TypeCheck check = new TypeCheck(types, functions, rule.locals, errors);
    check.body(rule.body);
    data.at(TreeBuilder.steps(rule.scope.path())).markPackage();
    DocumentTypes node = data.at(rule.path);
    if (check.hasFailed()) {
      node.set(Type.ANY);
      return;
    }
    if (rule.kind == CoreRule.Kind.FUNCTION) {
      Set<String> variables = new HashSet<>();
      rule.arguments.forEach(a -> Vars.argument(a, variables));
      for (String v : variables) {
        if (types.local(v) == Type.Unknown.UNKNOWN) {
          types.set(v, Type.ANY);
        }
      }
      if (rule.keys().isEmpty()) {
        Type result = types.of(rule.value);
        node.add(
            new Type.Function(types.of(rule.arguments), Optional.empty(), Optional.of(result)));
      }
      return;
    }
    Type value = types.of(rule.value);
    if (value != Type.Unknown.UNKNOWN) {
      Type whole = rule.kind == CoreRule.Kind.MULTI ? new Type.SetOf(value) : value;
      for (Term key : rule.keys().reversed()) {
        whole = under(key, whole, types);
      }
      node.add(whole);
    }
  }

  private static Type under(Term key, Type value, TypeEnvironment types) {
    Type type = types.of(key);
    Type.Rest rest = new Type.Rest(Types.isUnknown(type) ? Type.ANY : type, value);
    return new Type.ObjectOf(List.of(), Optional.of(rest));
  }
}
