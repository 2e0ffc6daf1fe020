package dev.bailey.rego.vectors;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One case of a file of vectors: modules, a query, documents, and what is wanted.
 *
 * @param query empty if the case only parses and compiles
 * @param inputTerm the input in the language's own form, instead of {@code input}
 * @param sortBindings whether arrays that are values of bindings are compared in any order
 * @param strictError whether the error of a builtin ends the evaluation
 * @param strict whether the modules are compiled in strict mode
 * @param ignoreGenerated whether bindings of names that begin with {@code _} do not count
 * @param wantCodes one of them is wanted; none: no error is wanted
 * @param wantError text that the error contains
 * @param wantStage where it fails, if that matters
 */
record Case(
    String id,
    String note,
    RegoVersion version,
    String query,
    List<String> modules,
    RegoObject data,
    Optional<Value> input,
    Optional<String> inputTerm,
    boolean sortBindings,
    boolean strictError,
    boolean strict,
    boolean ignoreGenerated,
    Optional<RegoArray> wantResult,
    boolean wantCompiles,
    List<String> wantCodes,
    Optional<String> wantError,
    Optional<String> wantStage) {

  static Case of(RegoVersion version, RegoObject c) {
    List<String> codes = new ArrayList<>(texts(c, "want_error_codes"));
    text(c, "want_error_code").ifPresent(codes::add);
    return new Case(
        text(c, "id").orElse(""),
        text(c, "note").orElse(""),
        version,
        text(c, "query").orElse(""),
        texts(c, "modules"),
        c.get("data") instanceof RegoObject data ? data : RegoObject.EMPTY,
        Optional.ofNullable(c.get("input")),
        text(c, "input_term"),
        flag(c, "sort_bindings"),
        flag(c, "strict_error"),
        flag(c, "strict"),
        flag(c, "ignore_generated_vars"),
        c.get("want_result") instanceof RegoArray rows ? Optional.of(rows) : Optional.empty(),
        flag(c, "want_compiles"),
        codes,
        text(c, "want_error"),
        text(c, "want_stage"));
  }

  boolean wantsError() {
    return !wantCodes.isEmpty() || wantError.isPresent() || wantStage.isPresent();
  }

  private static Optional<String> text(RegoObject c, String key) {
    return c.get(key) instanceof RegoString s ? Optional.of(s.text()) : Optional.empty();
  }

  private static boolean flag(RegoObject c, String key) {
    return c.get(key) instanceof RegoBoolean b && b.isTrue();
  }

  private static List<String> texts(RegoObject c, String key) {
    List<String> all = new ArrayList<>();
    if (c.get(key) instanceof RegoArray items) {
      for (Value item : items) {
        if (item instanceof RegoString s) {
          all.add(s.text());
        }
      }
    }
    return all;
  }
}
