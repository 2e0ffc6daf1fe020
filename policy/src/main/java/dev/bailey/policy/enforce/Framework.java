package dev.bailey.policy.enforce;

import dev.bailey.policy.interpreter.ModuleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The modules that every policy may refer to: {@code data.framework} and {@code data.api}. */
public final class Framework {
  private static final List<String> FILES =
      List.of(
          "api",
          "versions",
          "candidates",
          "matching",
          "capabilities",
          "devices",
          "containers",
          "machine",
          "fragments",
          "reasons",
          "reasons_processes",
          "reasons_fragments");

  /** Bailey's own points: {@code data.bailey_api} and {@code data.bailey}. */
  private static final List<String> OWN_FILES =
      List.of("api", "points", "entries", "reasons", "hints", "pieces", "helpers");

  private static final List<ModuleText> MODULES =
      FILES.stream().map(file -> read("framework/" + file + ".rego")).toList();
  private static final List<ModuleText> OWN_MODULES =
      OWN_FILES.stream().map(file -> read("bailey/" + file + ".rego")).toList();

  private Framework() {}

  /** All of them, and a policy in front. */
  public static List<ModuleText> with(String policy) {
    List<ModuleText> all = new ArrayList<>();
    all.add(new ModuleText("policy.rego", policy));
    all.addAll(MODULES);
    return all;
  }

  /** The same, with those of Bailey's own points. */
  static List<ModuleText> withOwnPoints(String policy) {
    List<ModuleText> all = with(policy);
    all.addAll(OWN_MODULES);
    return all;
  }

  private static ModuleText read(String name) {
    try (InputStream in = Framework.class.getResourceAsStream("/dev/bailey/policy/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new ModuleText(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
