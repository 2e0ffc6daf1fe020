package dev.bailey.worker.attempt;

/**
 * The boundaries between the steps of an attempt, in their order: each is after one step and before
 * the next.
 */
public enum FaultPoint {
  /** The runner has the attempt; nothing is recorded. */
  ATTEMPT_BEGINS,

  /** The move to starting is on disk. */
  STARTING_RECORDED,

  /** A range of ids is reserved; no decision speaks of it. */
  RANGE_TAKEN,

  /** The network is allowed and the decision is on disk; nothing is made. */
  NETWORK_DECIDED,

  /** The container is allowed and the decision is on disk; nothing is made. */
  START_DECIDED,

  /** The network namespace is there and closed; the runtime knows nothing. */
  NETWORK_OPEN,

  /** The volume is mounted and empty. */
  VOLUME_MADE,

  /** The first of the binds is mounted. */
  MOUNTED,

  /** Everything that the container mounts is in place. */
  FURNISHED,

  /** The runtime knows the container; it is not started. */
  CONTAINER_CREATED,

  /** The container is started up to its starter. */
  CONTAINER_STARTED,

  /** The outcome of the start is on disk. */
  START_SETTLED,

  /** The starter waits at its gate, which the agent holds open. */
  STARTER_WAITS,

  /** The walls are read and recorded. */
  READBACK_RECORDED,

  /** The move to running is on disk; the workload has not been let go. */
  RUNNING_RECORDED,

  /** The workload has been let go. */
  RELEASED,

  /** The workload has ended; its code is not known yet. */
  WORKLOAD_ENDED,

  /** The workload's end is known and not recorded. */
  END_KNOWN,

  /** The workload's end is on disk. */
  FINALIZING_RECORDED,

  /** The outputs are copied and hashed; nothing is decided about them. */
  OUTPUTS_STAGED,

  /** Storing the outputs is allowed. */
  STORE_DECIDED,

  /** The outputs are in the store. */
  OUTPUTS_PUBLISHED,

  /** Their owner can open them. */
  OUTPUTS_SHOWN,

  /** The outcome of storing is on disk. */
  STORE_SETTLED,

  /** Removing the container is allowed. */
  REMOVE_DECIDED,

  /** The runtime has forgotten the container. */
  CONTAINER_REMOVED,

  /** What flowed is counted and on disk. */
  NETWORK_SETTLED,

  /** Nothing of the attempt is mounted. */
  UNMOUNTED,

  /** The attempt's directory is gone. */
  DELETED,

  /** The range of ids is free again. */
  RANGE_RETURNED,

  /** The outcome of the removal is on disk. */
  REMOVE_SETTLED,

  /** The final state is on disk. */
  END_RECORDED,

  /** The statement is in the store; no event speaks of it. */
  STATEMENT_STORED,

  /** The event that names the statement is on disk. */
  ATTESTED,

  /** The attempt's history is complete. */
  CLOSED
}
