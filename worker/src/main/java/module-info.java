/** Carries out permits: containers by Podman, workspace, logs, read-back of controls. */
@org.jspecify.annotations.NullMarked
module dev.bailey.worker {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.job;
  requires dev.bailey.sys;

  exports dev.bailey.worker.attempt;
  exports dev.bailey.worker.broker;
  exports dev.bailey.worker.device;
  exports dev.bailey.worker.host;
  exports dev.bailey.worker.image;
  exports dev.bailey.worker.network;
  exports dev.bailey.worker.podman;
  exports dev.bailey.worker.walls;
}
