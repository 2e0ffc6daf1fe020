package dev.bailey.cli.agent;

import dev.bailey.cli.Home;
import dev.bailey.cli.policy.SignedPolicy;
import dev.bailey.cli.policy.Signers;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.PolicyShelf;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.spec.SpecLimits;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Policy;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.server.Refusal;
import dev.bailey.server.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies of this node. Documents and envelopes are kept by digest; which were in force, and
 * since when, is the list of {@link PolicyList}. A policy other than the house's is used only while
 * one of the owner's trusted keys has signed it.
 */
final class Policies implements PolicyShelf {
  private final PolicyList list;
  private final Path signers;
  private final Blobs blobs;
  private final Map<String, Policy> opened = new ConcurrentHashMap<>();
  private volatile InForce current;
  private volatile String signer;

  private Policies(PolicyList list, Path signers, Blobs blobs, InForce current, String signer) {
    this.list = list;
    this.signers = signers;
    this.blobs = blobs;
    this.current = current;
    this.signer = signer;
    opened.put(current.policy().digest(), current.policy());
  }

  /**
   * Opens the policies of a home; without any, the house policy comes into force.
   *
   * @param recorded number of events in the record of this node: the first of them already needed a
   *     policy, so that a list of policies that is missing later has been lost
   * @throws AgentException if the policy in force cannot be used: nothing may run without it
   */
  static Policies open(Home home, Blobs blobs, long recorded) throws IOException {
    RegoPolicy house = RegoPolicy.house();
    Thread.ofVirtual().start(house::check);
    PolicyList list = PolicyList.read(home.policy());
    keep(house.document().getBytes(StandardCharsets.UTF_8), blobs);
    Optional<PolicyList.Entry> last = list.last();
    if (last.isEmpty() && recorded > 0) {
      throw new AgentException(lost(home, recorded));
    }
    if (last.isPresent() && last.get().envelope().isPresent()) {
      PolicyList.Entry entry = last.get();
      return switch (signed(entry.envelope().get(), home.policySigners(), blobs)) {
        case SignedPolicy.Opened.Trusted(SignedPolicy signed) ->
            new Policies(
                list,
                home.policySigners(),
                blobs,
                new InForce(signed.policy(), entry.epoch()),
                signed.signer());
        case SignedPolicy.Opened.Refused(String reason) ->
            throw new AgentException(
                "the policy in force cannot be used: "
                    + reason
                    + "\nput the signer's public key back into "
                    + home.policySigners()
                    + ", or restore "
                    + home.blobs());
      };
    }
    long epoch =
        last.isPresent() && last.get().digest().equals(house.digest())
            ? last.get().epoch()
            : list.add(house.digest(), Optional.empty());
    return new Policies(list, home.policySigners(), blobs, new InForce(house, epoch), "");
  }

  private static String lost(Home home, long recorded) {
    return """
    it is not known which policy is in force: %s is missing or empty, although this node has \
    recorded %d events under a policy
    nothing runs meanwhile, since the house policy may allow what its owner's does not
    restore the file from a backup, or begin with another BAILEY_HOME\
    """
        .formatted(home.policy(), recorded);
  }

  @Override
  public InForce current() {
    return current;
  }

  @Override
  public Optional<Policy> find(String digest) {
    Policy known = opened.get(digest);
    if (known != null) {
      return Optional.of(known);
    }
    RegoPolicy house = RegoPolicy.house();
    if (house.digest().equals(digest)) {
      return Optional.of(house);
    }
    Optional<Policy> found =
        list.envelope(digest)
            .map(envelope -> signed(envelope, signers, blobs))
            .flatMap(o ->
                o instanceof SignedPolicy.Opened.Trusted(SignedPolicy signed)
                    ? Optional.of(signed.policy())
                    : Optional.empty());
    found.ifPresent(policy -> opened.put(digest, policy));
    return found;
  }

  /** The pieces that jobs brought are blobs; each is opened anew, with all its checks. */
  @Override
  public FragmentShelf fragments() {
    return (kind, digest) -> {
      Optional<Digest> name = Digest.parse(digest);
      if (name.isEmpty()) {
        return Tried.failed("an envelope is named by its digest");
      }
      try {
        return Envelope.piece(
            kind, StoredBytes.read(blobs, name.get(), SpecLimits.MAX_SIGNED_PIECE_BYTES));
      } catch (IOException broken) {
        return Tried.failed("the envelope cannot be read: " + broken.getMessage());
      }
    };
  }

  /** {@code {name, sha256, epoch, signer}} of the policy in force. */
  synchronized Json.Obj json() {
    return Json.object()
        .put("name", current.policy().name())
        .put("sha256", current.policy().digest())
        .put("epoch", current.epoch())
        .put("signer", signer)
        .build();
  }

  /** Puts the signed policy of a file in force, if the policy that is in force lets it. */
  synchronized Result<Json.Obj> change(Path file, Gate gate) {
    if (!Files.isRegularFile(file)) {
      return no("the policy was not changed", file + " is not a file", "a pipe is not read");
    }
    byte[] envelope;
    SignedPolicy.Opened opening;
    try (InputStream in = Files.newInputStream(file)) {
      envelope = in.readNBytes(SignedPolicy.MAX_BYTES + 1);
      opening = SignedPolicy.open(envelope, Signers.read(signers));
    } catch (IOException unreadable) {
      return no("the policy was not changed", String.valueOf(unreadable.getMessage()), "");
    }
    return switch (opening) {
      case SignedPolicy.Opened.Refused(String reason) ->
          no(
              "the policy was not changed",
              reason,
              "whose policies count is in " + signers + "; bailey init makes a key of your own");
      case SignedPolicy.Opened.Trusted(SignedPolicy signed) ->
          switch (signed.policy().check()) {
            case Tried.Failed<?>(String error) ->
                no("the policy cannot be used", error, "bailey policy check says what is wrong");
            case Tried.Done<?> ok -> ask(signed, envelope, gate);
          };
    };
  }

  private Result<Json.Obj> ask(SignedPolicy signed, byte[] envelope, Gate gate) {
    Digest document = new Digest(signed.policy().digest());
    NodeAction.ChangePolicy action =
        new NodeAction.ChangePolicy(signed.policy().name(), document, signed.signer());
    return switch (gate.ask(action)) {
      case Verdict.Refused<NodeAction.ChangePolicy> refused ->
          Result.no(Refusal.denied(refused.denial(), ""));
      case Verdict.Unrecorded<NodeAction.ChangePolicy> unrecorded ->
          Result.no(Refusal.unrecorded(unrecorded.reason()));
      case Verdict.Granted<NodeAction.ChangePolicy> granted -> {
        Permit<NodeAction.ChangePolicy> permit = granted.permit();
        try {
          putInForce(permit.take(), signed, envelope);
          gate.outcome(permit, new Outcome.Done(json()));
          yield Result.ok(json());
        } catch (IOException failed) {
          gate.outcome(
              permit, new Outcome.Failed(String.valueOf(failed.getMessage()), Json.Obj.EMPTY));
          yield no("the policy was not changed", String.valueOf(failed.getMessage()), "");
        }
      }
    };
  }

  private void putInForce(NodeAction.ChangePolicy permitted, SignedPolicy signed, byte[] envelope)
      throws IOException {
    keep(signed.policy().document().getBytes(StandardCharsets.UTF_8), blobs);
    keep(envelope, blobs);
    long epoch = list.add(permitted.document().hex(), Optional.of(Digest.of(envelope)));
    opened.put(permitted.document().hex(), signed.policy());
    current = new InForce(signed.policy(), epoch);
    signer = signed.signer();
  }

  private static SignedPolicy.Opened signed(Digest envelope, Path signers, Blobs blobs) {
    try {
      return SignedPolicy.open(
          StoredBytes.read(blobs, envelope, SignedPolicy.MAX_BYTES), Signers.read(signers));
    } catch (IOException broken) {
      return new SignedPolicy.Opened.Refused(String.valueOf(broken.getMessage()));
    }
  }

  private static Result<Json.Obj> no(String title, String detail, String hint) {
    return Result.no(Refusal.of(Refusal.Kind.BAD_REQUEST, title, detail, hint));
  }

  /** Keeps a text under its digest. */
  static void keep(byte[] text, Blobs blobs) throws IOException {
    if (blobs.stage(new ByteArrayInputStream(text), SignedPolicy.MAX_BYTES)
        instanceof Blobs.Staged.Whole whole) {
      whole.publish();
    }
  }
}
