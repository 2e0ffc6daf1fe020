package dev.bailey.rego.builtin;

import dev.bailey.rego.type.Signature;

/**
 * A function written in Java.
 *
 * @param name as policies call it, with dots
 * @param signature its arguments and result
 * @param effect what it depends on besides its arguments
 * @param deprecated whether it exists in v0 only
 * @param code what it does
 */
public record Builtin(
    String name, Signature signature, Effect effect, boolean deprecated, BuiltinCode code) {

  /** What a builtin depends on, or does, besides computing from its arguments. */
  public enum Effect {
    /** Nothing: it may be memoised and folded. */
    PURE,
    /** A source of randomness. */
    RANDOM,
    /** The clock. */
    CLOCK,
    /** The embedder. */
    HOST,
    /** The network. */
    NET,
    /** It writes to a trace or a log. */
    OUTPUT,
    /** Nothing at evaluation: the compiler replaces it. */
    COMPILE
  }

  /** A pure builtin; {@code signature} is written as {@link Signature#parse} reads it. */
  public static Builtin pure(String name, String signature, BuiltinCode code) {
    return new Builtin(name, Signature.parse(signature), Effect.PURE, false, code);
  }

  /** A builtin that depends on more than its arguments. */
  public static Builtin of(String name, String signature, Effect effect, BuiltinCode code) {
    return new Builtin(name, Signature.parse(signature), effect, false, code);
  }

  /** A pure builtin that only v0 has. */
  public static Builtin deprecated(String name, String signature, BuiltinCode code) {
    return new Builtin(name, Signature.parse(signature), Effect.PURE, true, code);
  }

  /** A pure builtin with one argument. */
  public static Builtin unary(String name, String signature, BuiltinCode.Unary code) {
    return pure(name, signature, code);
  }

  /** A pure builtin with two arguments. */
  public static Builtin binary(String name, String signature, BuiltinCode.Binary code) {
    return pure(name, signature, code);
  }

  /** A pure builtin with three arguments. */
  public static Builtin ternary(String name, String signature, BuiltinCode.Ternary code) {
    return pure(name, signature, code);
  }

  /** A pure builtin with more arguments, or one that accounts for its work. */
  public static Builtin general(String name, String signature, BuiltinCode.General code) {
    return pure(name, signature, code);
  }

  /** The same with another effect. */
  public Builtin depending(Effect other) {
    return new Builtin(name, signature, other, deprecated, code);
  }

  /** The same for v0 only. */
  public Builtin onlyV0() {
    return new Builtin(name, signature, effect, true, code);
  }
}
