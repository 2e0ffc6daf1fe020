package dev.bailey.rego.check;

/** What queries have to know of the rules: static types, and what may be called. */
public final class RuleTypes {
  private final Functions functions;
  private final DocumentTypes data;
  private final DocumentTypes input;

  RuleTypes(Functions functions, DocumentTypes data, DocumentTypes input) {
    this.functions = functions;
    this.data = data;
    this.input = input;
  }

  Functions functions() {
    return functions;
  }

  DocumentTypes data() {
    return data;
  }

  DocumentTypes input() {
    return input;
  }
}
