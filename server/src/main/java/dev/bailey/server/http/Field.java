package dev.bailey.server.http;

/**
 * A member of a request's body, or a query parameter.
 *
 * @param name its name
 * @param type what its value is
 * @param required whether it must be there
 * @param meaning one sentence for the documentation
 */
record Field(String name, Type type, boolean required, String meaning) {
  /** What a value may be. */
  enum Type {
    TEXT,
    TRUTH,
    WHOLE,
    TEXTS
  }

  static Field required(String name, Type type, String meaning) {
    return new Field(name, type, true, meaning);
  }

  static Field optional(String name, Type type, String meaning) {
    return new Field(name, type, false, meaning);
  }
}
