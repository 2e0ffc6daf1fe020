/**
 * Turns "may this happen?" into a decision: enforcement points, their questions, and the seam
 * behind which a policy answers.
 */
@org.jspecify.annotations.NullMarked
module dev.bailey.policy {
  requires static transitive org.jspecify;

  exports dev.bailey.policy;
}
