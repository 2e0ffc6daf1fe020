package dev.bailey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directory in which one node keeps everything.
 *
 * @param root absolute path
 */
public record Home(Path root) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final List<String> DIRECTORIES =
      List.of("keys", "logs", "outputs", "run", "podman", "build");

  /** {@code $BAILEY_HOME}, or {@code ~/.local/share/bailey}. */
  public static Home of(Map<String, String> environment) {
    String set = environment.getOrDefault("BAILEY_HOME", "");
    Path path =
        set.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share", "bailey")
            : Path.of(set);
    return new Home(path.toAbsolutePath().normalize());
  }

  /**
   * Makes what is missing, for its owner only.
   *
   * @return the home by its path without links
   * @throws IOException if that fails, or a home that was there before belongs to another user or
   *     lets others in
   */
  public Home prepare() throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root.getParent());
      Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Home real = new Home(root.toRealPath());
    UserPrincipal owner = Files.getOwner(real.root);
    if (!owner.equals(user())) {
      throw new IOException(
          real.root
              + " belongs to "
              + owner.getName()
              + ", whose word the agent would take; set BAILEY_HOME to a directory of your own");
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(real.root))) {
      throw new IOException("others may enter " + real.root + "; run  chmod 700 " + real.root);
    }
    for (String name : DIRECTORIES) {
      Path directory = real.root.resolve(name);
      // Another command may make it at this moment: that is no error.
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    return real;
  }

  /** Whoever this process works for: the effective user owns its entry in {@code /proc}. */
  private static UserPrincipal user() throws IOException {
    return Files.getOwner(Path.of("/proc/self"));
  }

  /** Held by the agent for as long as it lives. */
  public Path lock() {
    return root.resolve("agent.lock");
  }

  /** Where the agent listens. */
  public Path socket() {
    return root.resolve("agent.sock");
  }

  /** The agent's process number. */
  public Path pid() {
    return root.resolve("agent.pid");
  }

  /** What the agent says of itself. */
  public Path log() {
    return root.resolve("agent.log");
  }

  /** Jobs as the database knows them; made from the ledger. */
  public Path database() {
    return root.resolve("bailey.db");
  }

  /** Code, outputs and statements by digest. */
  public Path blobs() {
    return root.resolve("blobs");
  }

  /** The record of everything. */
  public Path ledger() {
    return root.resolve("ledger");
  }

  /** The node's signing key. */
  public Path key() {
    return root.resolve("keys").resolve("node.key");
  }

  /** The owner's key for signing policies, where the owner keeps it here. */
  public Path policyKey() {
    return root.resolve("keys").resolve("policy.key");
  }

  /** Public keys of those whose policies are accepted. */
  public Path policySigners() {
    return root.resolve("keys").resolve("policy");
  }

  /** The owner's secrets, encrypted. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** What the secrets are encrypted under. */
  public Path secretKey() {
    return root.resolve("keys").resolve("secrets.key");
  }

  /** The policies that were in force, one a line; the last one is. */
  public Path policy() {
    return root.resolve("policy");
  }

  /** System call filters of the owner, {@code NAME.json}; it need not exist. */
  public Path seccomp() {
    return root.resolve("seccomp");
  }

  /** What the owner allows to jobs; it need not exist. */
  public Path settings() {
    return root.resolve("node.yaml");
  }

  /** Podman's socket and configuration. */
  public Path podman() {
    return root.resolve("podman");
  }

  /** Where image builds put what they need for a moment. */
  public Path build() {
    return root.resolve("build");
  }

  /** Logs of all attempts. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Published outputs of all attempts. */
  public Path outputs() {
    return root.resolve("outputs");
  }
}
