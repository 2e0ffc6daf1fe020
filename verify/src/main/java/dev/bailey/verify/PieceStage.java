package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks that the signed pieces of policy in the file are those whose loading was decided. */
final class PieceStage {
  /** Actions that load a signed piece of policy. */
  static final Set<String> LOADS = Set.of("load_fragment", "load_transparency_trust_list");

  private PieceStage() {}

  /**
   * @param found digests of the envelopes in the file, in their order
   */
  static void check(List<Event> events, List<String> found, Findings findings) {
    List<String> decided = new ArrayList<>();
    for (Event event : events) {
      if (event.fact() instanceof Fact.Decision d && d.allowed() && LOADS.contains(d.type())) {
        decided.add(d.action().members().get("sha256") instanceof Json.Str s ? s.value() : "");
      }
    }
    findings.same(Topic.POLICY, "signed pieces of policy, by digest", decided, found);
    if (!decided.isEmpty()) {
      findings.note(
          Topic.NOT_CHECKED,
          "the signatures within "
              + Plain.count(decided.size(), "signed piece")
              + " of policy: that they held when the job came is the node's word");
    }
  }
}
