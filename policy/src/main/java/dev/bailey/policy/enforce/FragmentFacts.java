package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.FragmentCode;
import dev.bailey.policy.fragment.FragmentNamespace;
import dev.bailey.policy.fragment.VisibleText;
import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the text of a fragment says of itself, before a policy is asked about it.
 *
 * @param namespace its package
 * @param svn its security version, as it would be written in Rego; empty if it states none
 * @param number the same as a number, if it is one
 * @param semantic whether it is a semantic version
 * @param offers what importers may include of it, of the names that imports know
 */
public record FragmentFacts(
    String namespace,
    Optional<Value> svn,
    Optional<Value> number,
    boolean semantic,
    List<String> offers) {
  private static final List<String> OFFERS =
      List.of(
          "containers",
          "fragments",
          "external_processes",
          "transparency_trust_lists",
          "platform_rules");
  private static final String IMPORTER = "package policy\n\napi_version := \"0.12.0\"\n";

  public FragmentFacts {
    offers = List.copyOf(offers);
  }

  /** Reads, compiles and evaluates a fragment, without parameters; or says what is wrong. */
  public static Tried<FragmentFacts> of(String rego) {
    return VisibleText.fault(rego)
        .<Tried<FragmentFacts>>map(Tried::failed)
        .orElseGet(() -> FragmentNamespace.of(rego).then(namespace -> of(rego, namespace)));
  }

  private static Tried<FragmentFacts> of(String rego, String namespace) {
    Interpreter interpreter =
        new Interpreter(Compiler.repeatable(), Framework.withOwnPoints(IMPORTER), RegoObject.EMPTY);
    interpreter.addModule("", "", namespace, FragmentCode.with(rego, namespace, RegoObject.EMPTY));
    String facts =
        """
        {"svn": [svn | svn := data.%1$s.svn; svn != false],
         "offers": [name | some name in %2$s; data.%1$s[name]],
         "semantic": [svn | svn := data.%1$s.svn; is_string(svn); semver.is_valid(svn)],
         "number": [number | number := to_number(data.%1$s.svn)]}
        """
            .formatted(namespace, texts(OFFERS));
    return interpreter
        .compile()
        .then(ready -> interpreter.query(facts, RegoObject.EMPTY))
        .then(results -> read(namespace, results));
  }

  private static String texts(List<String> names) {
    return "[\"" + String.join("\", \"", names) + "\"]";
  }

  private static Tried<FragmentFacts> read(String namespace, Results results) {
    return results
        .array("offers")
        .map(offers ->
            new FragmentFacts(
                namespace,
                first(results, "svn"),
                first(results, "number"),
                first(results, "semantic").isPresent(),
                offers.asList().stream()
                    .map(name -> name instanceof RegoString s ? s.text() : "")
                    .toList()));
  }

  private static Optional<Value> first(Results results, String key) {
    return results.array(key).orNothing().flatMap(all -> all.asList().stream().findFirst());
  }

  /**
   * The security version by which policies will judge the fragment, or why none can take it.
   *
   * @param header what its envelope states
   */
  public Tried<String> version(OptionalLong header) {
    if (svn.isEmpty()) {
      return header.isPresent()
          ? Tried.done(header.getAsLong() + ", by the envelope")
          : Tried.failed("neither the envelope nor the text states a security version (svn)");
    }
    String stated = svn.get().toJson();
    if (header.isEmpty()) {
      return semantic || number.isPresent()
          ? Tried.done(stated + ", by the text")
          : Tried.failed("svn is %s, neither a number nor a semantic version".formatted(stated));
    }
    return number.equals(Optional.of(RegoNumber.of(header.getAsLong())))
        ? Tried.done(stated + ", by the envelope and the text")
        : Tried.failed(
            "the envelope states %d and the text %s; they must be the same number"
                .formatted(header.getAsLong(), stated));
  }

  /**
   * The version that an importer names as the lowest to take this fragment and none before it, or
   * why no policy can take it.
   *
   * @param header what its envelope states
   */
  public Tried<String> minimum(OptionalLong header) {
    return version(header)
        .map(judged ->
            header.isPresent()
                ? Long.toString(header.getAsLong())
                : svn.map(v -> v instanceof RegoString s ? s.text() : v.toJson()).orElseThrow());
  }
}
