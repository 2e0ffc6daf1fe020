/**
 * Turns "may this happen?" into a decision: enforcement points, their questions, and the seam
 * behind which a policy answers.
 */
@org.jspecify.annotations.NullMarked
module dev.bailey.policy {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.rego;
  requires org.tomlj;
  requires re2j;

  exports dev.bailey.policy;
  exports dev.bailey.policy.compare;
  exports dev.bailey.policy.config;
  exports dev.bailey.policy.cose;
  exports dev.bailey.policy.decision;
  exports dev.bailey.policy.enforce;
  exports dev.bailey.policy.fragment;
  exports dev.bailey.policy.image;
  exports dev.bailey.policy.interpreter;
  exports dev.bailey.policy.law;
  exports dev.bailey.policy.marshal;
  exports dev.bailey.policy.options;
  exports dev.bailey.policy.own;
  exports dev.bailey.policy.simulate;
}
