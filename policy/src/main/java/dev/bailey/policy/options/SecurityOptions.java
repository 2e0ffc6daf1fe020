package dev.bailey.policy.options;

import dev.bailey.policy.cose.Bytes;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.Permission;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.interpreter.Tried;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The policy of one machine. It can be set once; until then an enforcer of the machine's choice
 * answers, which denies everything where secrets are at stake. Safe for use by many threads.
 */
public final class SecurityOptions {
  private final Enforcers enforcers;
  private final Terms terms;
  private final Map<MediaType, Bytes> references = new EnumMap<>(MediaType.class);
  private volatile Enforcer enforcer;
  private boolean set;

  /**
   * @param stance answers until there is a policy
   */
  public SecurityOptions(Enforcers enforcers, Terms terms, Enforcer stance) {
    this.enforcers = enforcers;
    this.terms = terms;
    this.enforcer = stance;
  }

  /**
   * Sets the policy.
   *
   * @param name of the enforcer; empty: what the policy asks for
   * @param policy in base64
   * @param measured digest of the policy that the hardware vouches for, in hexadecimal digits;
   *     empty where no hardware does
   */
  public synchronized Tried<Enforcer> setPolicy(
      String name, String policy, Optional<String> measured) {
    if (set) {
      return Tried.failed("security policy has already been set");
    }
    Tried<Enforcer> made =
        PolicyDigest.check(policy, measured).then(digest -> enforcers.create(name, policy, terms));
    if (made instanceof Tried.Done<Enforcer> done) {
      enforcer = done.value();
      set = true;
    }
    return made;
  }

  /** Who answers now. */
  public Enforcer enforcer() {
    return enforcer;
  }

  /**
   * Takes in a signed piece.
   *
   * @param blob the envelope in base64
   * @param mediaType what is in it; empty: a fragment
   */
  public Verdict<Permission> inject(String blob, String mediaType) {
    Optional<MediaType> type = MediaType.of(mediaType);
    if (type.isEmpty()) {
      return Verdict.denied(
          "cannot inject fragment blob with unsupported media type \"%s\"".formatted(mediaType));
    }
    Tried<byte[]> bytes = Base64Text.decode(blob).orSay("failed to decode fragment: ");
    return switch (bytes.then(SecurityOptions::open)) {
      case Tried.Failed<Envelope> failed -> Verdict.denied(failed.error());
      case Tried.Done<Envelope> done -> inject(done.value(), type.get(), bytes);
    };
  }

  private static Tried<Envelope> open(byte[] bytes) {
    return Envelope.open(bytes).orSay("InjectFragment failed COSE validation: ");
  }

  private Verdict<Permission> inject(Envelope envelope, MediaType type, Tried<byte[]> blob) {
    return switch (type) {
      case FRAGMENT ->
          said(
              "error loading security policy fragment: ",
              envelope.resolve().then(Envelope::fragment).map(enforcer::loadFragment));
      case TRUST_LIST ->
          said(
              "error loading transparency trust list: ",
              envelope.resolve().then(Envelope::trustList).map(enforcer::loadTrustList));
      case TCB_REFERENCE, PLATFORM_REFERENCE -> {
        synchronized (this) {
          references.put(type, Bytes.of(blob.orNothing().orElseThrow()));
        }
        yield Verdict.allowed(Permission.GRANTED);
      }
    };
  }

  private static Verdict<Permission> said(String prefix, Tried<Verdict<Permission>> tried) {
    return switch (tried) {
      case Tried.Failed<Verdict<Permission>> failed -> Verdict.denied(failed.error());
      case Tried.Done<Verdict<Permission>>(Verdict.Denied<Permission> denied) ->
          new Verdict.Denied<>(prefix + denied.message(), denied.decision());
      case Tried.Done<Verdict<Permission>> done -> done.value();
    };
  }

  /** The signed piece of a kind that came last, as it came. */
  public synchronized Optional<Bytes> reference(MediaType kind) {
    return Optional.ofNullable(references.get(kind));
  }
}
