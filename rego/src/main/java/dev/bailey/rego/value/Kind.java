package dev.bailey.rego.value;

/** The kinds of values, in their order. */
public enum Kind {
  NULL,
  BOOLEAN,
  NUMBER,
  STRING,
  ARRAY,
  OBJECT,
  SET;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** As {@code type_name} says it. */
  public String text() {
    return text;
  }
}
