package dev.bailey.policy.marshal;

/** What a policy allows or not, in the order in which policies say it. */
public enum Flag {
  PROPERTIES_ACCESS("allow_properties_access"),
  DUMP_STACKS("allow_dump_stacks"),
  RUNTIME_LOGGING("allow_runtime_logging"),
  HOST_NETWORK("allow_host_network"),
  ENVIRONMENT_VARIABLE_DROPPING("allow_environment_variable_dropping"),
  UNENCRYPTED_SCRATCH("allow_unencrypted_scratch"),
  CAPABILITY_DROPPING("allow_capability_dropping"),
  LOG_PROVIDER_DROPPING("allow_log_provider_dropping");

  private final String text;

  Flag(String text) {
    this.text = text;
  }

  /** Its name in policies. */
  public String text() {
    return text;
  }
}
