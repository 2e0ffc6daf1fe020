package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.function.Supplier;

/** Allows everything; made only where there is no policy at all. */
final class OpenDoor implements Enforcer {
  @Override
  public <R> Verdict<R> enforce(Request<R> request) {
    return Verdict.allowed(request.unrestricted());
  }

  @Override
  public Verdict<Permission> loadFragment(SignedFragment fragment) {
    return Verdict.allowed(Permission.GRANTED);
  }

  @Override
  public Verdict<Permission> loadTrustList(TrustList list) {
    return Verdict.allowed(Permission.GRANTED);
  }

  @Override
  public void extendDefaultMounts(List<Mount> mounts) {}

  @Override
  public String encodedPolicy() {
    return "";
  }

  @Override
  public <T> Tried<T> transaction(Supplier<Tried<T>> body) {
    return body.get();
  }
}
