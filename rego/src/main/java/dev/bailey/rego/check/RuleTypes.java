package dev.bailey.rego.check;

/** What queries have to know of the rules: static types, and what may be called. */
public final class RuleTypes {
  private final Functions functions;

  RuleTypes(Functions functions) {
    this.functions = functions;
  }

  Functions functions() {
    return functions;
  }
}
