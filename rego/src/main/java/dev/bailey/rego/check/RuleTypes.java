package dev.bailey.rego.check;

/** What queries have to know of the rules: static types, and what may be called. */
public final class RuleTypes {
  private final Functions functions;
  private final DocumentTypes data;

  RuleTypes(Functions functions, DocumentTypes data) {
    this.functions = functions;
    this.data = data;
  }

  Functions functions() {
    return functions;
  }

  DocumentTypes data() {
    return data;
  }
}
