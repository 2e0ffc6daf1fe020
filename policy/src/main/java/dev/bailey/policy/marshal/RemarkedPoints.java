package dev.bailey.policy.marshal;

/** Which points of the framework a policy for people names: those at which it may say yes. */
final class RemarkedPoints {
  private RemarkedPoints() {}

  static boolean has(PolicyModel model, String point) {
    return switch (point) {
      case "reason" -> true;
      case "mount_blockdev", "unmount_blockdev", "mount_cims", "registry_changes" -> false;
      case "rw_mount_device", "rw_unmount_device" -> false;
      case "exec_external" -> !model.externalProcesses().isEmpty();
      case "load_fragment" -> !model.fragments().isEmpty();
      case "load_transparency_trust_list" -> !model.trustLists().isEmpty();
      case "get_properties" -> model.flags().contains(Flag.PROPERTIES_ACCESS);
      case "dump_stacks" -> model.flags().contains(Flag.DUMP_STACKS);
      case "runtime_logging" -> model.flags().contains(Flag.RUNTIME_LOGGING);
      case "host_network" -> model.flags().contains(Flag.HOST_NETWORK);
      case "log_provider" -> model.flags().contains(Flag.LOG_PROVIDER_DROPPING);
      default -> !model.containers().isEmpty() || !model.fragments().isEmpty();
    };
  }
}
