package dev.bailey.policy.enforce;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.Optional;

/**
 * One thing that somebody wants to do.
 *
 * @param <R> what comes with permission
 */
public sealed interface Request<R> permits MountRequest, ProcessRequest, MachineRequest {
  EnforcementPoint point();

  /** The document that a policy sees. */
  RegoObject input();

  /** What to do, out of the answer of a policy that allows it. */
  Tried<R> grant(Results results, Stdio stdio);

  /** What to do where everything is allowed. */
  R unrestricted();

  /** Why no policy needs to be asked, if the request makes no sense. */
  default Optional<String> objection() {
    return Optional.empty();
  }

  /** The environment in it, whose values are secrets. */
  default List<String> environment() {
    return List.of();
  }
}
