package dev.bailey.server;

import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What the node offers besides jobs. */
public interface Host {
  /** The images that jobs can name, each {@code {name, id, layers, size, created}}. */
  List<Json.Obj> images();

  /**
   * Builds an image from a directory; blocks. Asks the gate itself for each program it runs.
   *
   * @param progress gets lines for people
   */
  Result<Json.Obj> buildImage(String name, Path directory, Consumer<String> progress);

  /**
   * Fetches an image that a registry reference pins by digest; blocks. Asks the gate itself.
   *
   * @param credentials for its registry; never kept
   * @return {@code {name, id, layers, entrypoint, command, environment, workdir, user}}
   */
  Result<Json.Obj> pullImage(String reference, Credentials credentials);

  /** What this host has and lacks: {@code {checks: [{name, status, why, fix}]}}. */
  Json.Obj examine();

  /** Puts right what it can; blocks. */
  Result<Json.Obj> fix(Consumer<String> progress);

  /** Checks the node's own ledger from its first event: {@code {ok, size, …}}. */
  Json.Obj verifyAudit();

  /** The node's public key as a line of a key file. */
  String publicKey();

  /** The policy in force: {@code {name, sha256, epoch, signer, rego}}. */
  Json.Obj policy();

  /**
   * Puts a signed policy in force. Asks the gate itself.
   *
   * @return {@code {name, sha256, epoch, signer}}
   */
  Result<Json.Obj> changePolicy(Path file);
}
