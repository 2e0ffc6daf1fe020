package dev.bailey.policy;

import dev.bailey.policy.enforce.Framework;
import dev.bailey.policy.interpreter.Compiled;
import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.ModuleText;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy in Rego: one module of package {@code policy}, which may refer to {@code data.framework}
 * and to {@code data.bailey}. It is compiled once and shared by all attempts.
 */
public final class RegoPolicy implements Policy {
  private static final ModuleText BAILEY =
      new ModuleText("framework/bailey.rego", read("framework/bailey.rego"));
  private static final RegoPolicy HOUSE = new RegoPolicy("house", read("house.rego"));

  private final String name;
  private final String document;
  private final String digest;
  private final Compiler compiler = new Compiler();
  private final List<ModuleText> modules;

  /**
   * A policy as its owner wrote it; whether it can be used is found out when it is first asked, or
   * by {@link #check}.
   *
   * @param name for people, such as {@code house}
   */
  public RegoPolicy(String name, String document) {
    this.name = name;
    this.document = document;
    this.digest = Sha256.hex(document.getBytes(StandardCharsets.UTF_8));
    List<ModuleText> all = new ArrayList<>(Framework.with(document));
    all.add(BAILEY);
    this.modules = List.copyOf(all);
  }

  /** The policy in force where its owner has not signed another. */
  public static RegoPolicy house() {
    return HOUSE;
  }

  /** Compiles it, or says what is wrong with it. */
  public Tried<Compiled> check() {
    return interpreter().compile();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String document() {
    return document;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public Enforcer enforcer() {
    return new AttemptEnforcer(name, interpreter());
  }

  private Interpreter interpreter() {
    return new Interpreter(compiler, modules, RegoObject.EMPTY);
  }

  private static String read(String file) {
    try (InputStream in = RegoPolicy.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
