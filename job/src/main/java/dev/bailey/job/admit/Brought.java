package dev.bailey.job.admit;

import dev.bailey.policy.enforce.FragmentFacts;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.fragment.TrustedLedgers;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.FragmentImport;
import dev.bailey.policy.marshal.TrustListRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signed pieces of policy that a job brings.
 *
 * @param pieces all of them, in the order in which they are loaded
 * @param includes what of the fragments is to count, such as {@code containers}; with nothing a
 *     fragment may be loaded and allows nothing
 */
public record Brought(List<SignedPiece> pieces, List<String> includes) {
  /** What policies know to include of a fragment. */
  public static final List<String> INCLUDABLE =
      List.of(
          "containers",
          "fragments",
          "external_processes",
          "namespace",
          "transparency_trust_lists",
          "platform_rules");

  /** Nothing. */
  public static final Brought NOTHING = new Brought(List.of(), List.of());

  public Brought {
    pieces = List.copyOf(pieces);
    includes = List.copyOf(includes);
  }

  /** Imports that take these fragments, in these versions or later; or why one cannot be taken. */
  Tried<List<FragmentImport>> fragments() {
    List<FragmentImport> all = new ArrayList<>();
    for (SignedPiece piece : pieces) {
      if (piece instanceof SignedFragment fragment) {
        switch (minimum(fragment)) {
          case Tried.Failed<String>(String error) -> {
            return Tried.failed("fragment " + fragment.feed() + ": " + error);
          }
          case Tried.Done<String>(String minimum) ->
              all.add(
                  new FragmentImport(
                      fragment.issuer(),
                      fragment.feed(),
                      minimum,
                      includes,
                      Optional.empty(),
                      vouchers(fragment)));
        }
      }
    }
    return Tried.done(all.stream().distinct().toList());
  }

  private static Tried<String> minimum(SignedFragment fragment) {
    return FragmentFacts.of(fragment.rego()).then(facts -> facts.minimum(fragment.svn()));
  }

  /** Those of the lists of which a ledger has recorded the fragment; all of them must. */
  private List<String> vouchers(SignedFragment fragment) {
    List<String> vouchers = new ArrayList<>();
    for (SignedPiece piece : pieces) {
      if (piece instanceof TrustList list
          && !TrustedLedgers.NONE
              .with(list, list.ledgers().keySet())
              .confirm(fragment.receipts())
              .isEmpty()) {
        vouchers.add("TTL:" + list.subject());
      }
    }
    return vouchers;
  }

  /** Rules that take these trust lists, with the ledgers that they name now. */
  List<TrustListRule> trustLists() {
    List<TrustListRule> all = new ArrayList<>();
    for (SignedPiece piece : pieces) {
      if (piece instanceof TrustList list) {
        List<String> ledgers = list.ledgers().keySet().stream().sorted().toList();
        all.add(
            new TrustListRule(list.issuer(), list.subject(), Long.toString(list.svn()), ledgers));
      }
    }
    return all;
  }

  /** Remarks about them for the top of a policy. */
  List<String> remarks() {
    if (pieces.isEmpty()) {
      return List.of();
    }
    return List.of(
        "The signed pieces of policy that it brings may be loaded;",
        includes.isEmpty()
            ? "nothing that they say allows anything."
            : "of fragments counts: " + String.join(", ", includes) + ".");
  }
}
