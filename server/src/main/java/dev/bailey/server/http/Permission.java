package dev.bailey.server.http;

/** What a caller must be allowed to use a route. On the agent's socket the owner has them all. */
public enum Permission {
  JOB_SUBMIT,
  JOB_READ,
  JOB_CANCEL,
  JOB_DELETE,
  JOB_EXEC,
  LOG_READ,
  OUTPUT_READ,
  EVIDENCE_READ,
  IMAGE_READ,
  IMAGE_BUILD,
  IMAGE_PULL,
  AUDIT_READ,
  POLICY_READ,
  POLICY_CHANGE,
  SECRET_READ,
  SECRET_CHANGE,
  HOST_READ,
  HOST_CHANGE,
  AGENT_READ,
  AGENT_STOP
}
