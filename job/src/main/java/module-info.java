/**
 * What a job is: specification, resolution, plan, states, identities, and the gate through which
 * every effect passes.
 */
@org.jspecify.annotations.NullMarked
module dev.bailey.job {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.policy;
  requires transitive dev.bailey.ledger;
  requires transitive dev.bailey.scan;
  requires org.snakeyaml.engine;

  exports dev.bailey.job.admit;
  exports dev.bailey.job.explain;
  exports dev.bailey.job.gate;
  exports dev.bailey.job.log;
  exports dev.bailey.job.network;
  exports dev.bailey.job.output;
  exports dev.bailey.job.plan;
  exports dev.bailey.job.resolve;
  exports dev.bailey.job.run;
  exports dev.bailey.job.secret;
  exports dev.bailey.job.spec;
  exports dev.bailey.job.snapshot;
  exports dev.bailey.job.state;
}
