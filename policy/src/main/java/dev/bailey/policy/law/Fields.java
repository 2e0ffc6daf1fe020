package dev.bailey.policy.law;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which field of a request an error of the framework is about. */
final class Fields {
  static final String ENVIRONMENT = "envList";

  private static final String LIMIT = "limits.";

  private static final Map<String, String> BY_BEGINNING = new LinkedHashMap<>();

  static {
    BY_BEGINNING.put("invalid command", "argList");
    BY_BEGINNING.put("invalid env list", ENVIRONMENT);
    BY_BEGINNING.put("missing required environment variable", ENVIRONMENT);
    BY_BEGINNING.put("invalid working directory", "workingDir");
    BY_BEGINNING.put("invalid mount list", "mounts");
    BY_BEGINNING.put("privileged escalation not allowed", "privileged");
    BY_BEGINNING.put("capabilities don't match", "capabilities");
    BY_BEGINNING.put("invalid seccomp", "seccompProfileSHA256");
    BY_BEGINNING.put("devices not supported", "devices");
    BY_BEGINNING.put("target isn't allowed to receive the signal", "signal");
    BY_BEGINNING.put("deviceHash not found", "deviceHash");
    BY_BEGINNING.put("no matching containers for overlay", "layerPaths");
    BY_BEGINNING.put("overlay has already been mounted", "containerID");
    BY_BEGINNING.put("container already started", "containerID");
    BY_BEGINNING.put("container not started", "containerID");
    BY_BEGINNING.put("unencrypted scratch not allowed", "encrypted");
    BY_BEGINNING.put("device already mounted at path", "target");
    BY_BEGINNING.put("scratch already mounted at path", "target");
    BY_BEGINNING.put("mountpoint invalid", "target");
    BY_BEGINNING.put("no device at path to unmount", "unmountTarget");
    BY_BEGINNING.put("no overlay at path to unmount", "unmountTarget");
    BY_BEGINNING.put("no scratch at path to unmount", "unmountTarget");
    BY_BEGINNING.put("invalid fragment issuer", "issuer");
    BY_BEGINNING.put("invalid fragment feed", "feed");
    BY_BEGINNING.put("fragment svn", "svn");
    BY_BEGINNING.put("svn in header", "svn");
    BY_BEGINNING.put("missing fragment svn", "svn");
    BY_BEGINNING.put("missing receipt", "receipts");
    BY_BEGINNING.put("no TTL candidate", "issuer");
    BY_BEGINNING.put("The provided TTL", "ledgers");
    BY_BEGINNING.put("image is not in the list", "image");
    BY_BEGINNING.put("network is not in the list", "network");
    BY_BEGINNING.put("code is not in the list", "code");
    BY_BEGINNING.put("outputs are not in the list", "outputs");
    BY_BEGINNING.put("there are more outputs", "name");
    BY_BEGINNING.put("inputs are not in the list", "inputs");
    BY_BEGINNING.put("device is not in the list", "device");
    BY_BEGINNING.put("secret is not in the list", "name");
    BY_BEGINNING.put("destination is not in the list", "host");
    BY_BEGINNING.put("port is not in the list", "port");
    BY_BEGINNING.put("signer is not in the list", "signer");
    BY_BEGINNING.put("output is not in the list", "name");
    BY_BEGINNING.put("output is larger", "size");
    BY_BEGINNING.put("breaking the glass needs a reason", "reason");
    // Every denied process of a container has these two: they count where nothing else does.
    BY_BEGINNING.put("invalid user", "user");
    BY_BEGINNING.put("invalid noNewPrivileges", "noNewPrivileges");
  }

  private Fields() {}

  /** The field that the first of the errors is about, in the order of this table. */
  static Optional<String> of(String point, List<String> errors) {
    Optional<String> limit =
        errors.stream()
            .filter(error -> error.startsWith(LIMIT))
            .map(error -> error.substring(0, error.indexOf(' ')))
            .findFirst();
    return limit
        .or(() ->
            BY_BEGINNING.entrySet().stream()
                .filter(entry -> errors.stream().anyMatch(e -> e.startsWith(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst())
        .map(field -> point.equals("pull_image") && field.equals("image") ? "digest" : field);
  }
}
