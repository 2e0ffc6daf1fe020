package dev.bailey.rego.parse;

import dev.bailey.rego.RegoVersion;

/**
 * How to read a text.
 *
 * @param version the form of the language; a module may choose V1 itself by {@code import rego.v1}
 * @param annotations whether comment blocks {@code # METADATA} are read and checked
 * @param maxDepth how deep terms and bodies may be nested, counted over the whole tree that comes
 *     of them, so that every later stage may walk it by recursion
 * @param maxLength of the text, in characters
 * @param maxRules of one module
 */
public record ParseOptions(
    RegoVersion version, boolean annotations, int maxDepth, int maxLength, int maxRules) {
  /** Deeper than any policy that people write, and within a thread's usual stack. */
  public static final int MAX_DEPTH = 640;

  /** 64 million characters. */
  public static final int MAX_LENGTH = 1 << 26;

  /** The current form of the language, with annotations and the usual limits. */
  public static final ParseOptions V1 = of(RegoVersion.V1);

  /** The old form of the language, with annotations and the usual limits. */
  public static final ParseOptions V0 = of(RegoVersion.V0);

  public static ParseOptions of(RegoVersion version) {
    return new ParseOptions(version, true, MAX_DEPTH, MAX_LENGTH, Integer.MAX_VALUE);
  }

  /** The same, with annotations read or left alone as plain comments. */
  public ParseOptions withAnnotations(boolean read) {
    return new ParseOptions(version, read, maxDepth, maxLength, maxRules);
  }
}
