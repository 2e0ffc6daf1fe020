package dev.bailey.worker.attempt;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.JobIds;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.Scratch;
import dev.bailey.job.plan.SecurityContext;
import dev.bailey.job.plan.Share;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.run.Order;
import dev.bailey.job.snapshot.InputDigest;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.worker.attempt.Workshop.Layers.Checked;
import dev.bailey.worker.network.Wires;
import dev.bailey.worker.walls.SeccompProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks what the attempt will use and chooses where it will be; changes nothing but reservations.
 */
final class Prepare {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Workshop workshop;
  private final IdRanges ids;

  Prepare(Workshop workshop, IdRanges ids) {
    this.workshop = workshop;
    this.ids = ids;
  }

  /** What preparing brought. */
  sealed interface Prepared {
    /** Everything is as the plan says, and there is a place for it. */
    record Ready(Placement placement, Places places) implements Prepared {}

    /** Something is not as the plan says. */
    record Unfit(String reason) implements Prepared {}
  }

  Prepared prepare(Order order) throws IOException {
    ContainerPlan plan = order.plan();
    if (!plan.starterDigest().equals(workshop.starter().digest())) {
      return new Prepared.Unfit(
          "the plan was made for another version of Bailey's starter; submit it again");
    }
    if (workshop.seccomp().find(plan.seccompProfile(), plan.seccompDigest())
        instanceof SeccompProfile.Loaded.Refused(String reason)) {
      return new Prepared.Unfit(reason);
    }
    Optional<String> other = DeviceChange.of(plan.devices(), workshop.devices());
    Optional<String> changed = other.isPresent() ? other : changedInput(plan);
    if (changed.isPresent()) {
      return new Prepared.Unfit(changed.get());
    }
    return switch (workshop.layers().check(plan.image())) {
      case Checked.Unsound unsound -> new Prepared.Unfit(unsound.reason());
      case Checked.Sound sound -> withAccounts(order, sound.directories());
    };
  }

  /** The engine reads the image's account files as root, whatever they are; not such ones. */
  private Prepared withAccounts(Order order, List<String> layers) {
    return switch (Accounts.names(order.plan(), layers)) {
      case Tried.Failed<AccountNames>(String error) ->
          new Prepared.Unfit("the accounts of the image cannot be used: " + error);
      case Tried.Done<AccountNames>(AccountNames names) -> place(order, layers, names);
    };
  }

  private Prepared place(Order order, List<String> layers, AccountNames accounts) {
    ContainerPlan plan = order.plan();
    if (plan.scratch() == Scratch.ENCRYPTED && !workshop.ground().encrypts()) {
      return new Prepared.Unfit("this host can no longer encrypt what the job writes to disk");
    }
    ContextFiles context;
    try {
      context = ContextFiles.of(order.gate().policy(), workshop.hostContext());
    } catch (IOException unfit) {
      return new Prepared.Unfit("the security context cannot be made: " + unfit.getMessage());
    }
    Places places = new Places(workshop.runs().resolve(random(8)));
    String containerId =
        Digest.of(random(32).getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    Optional<Long> base = ids.take(IdRanges.owner(workshop.home(), order.gate().subject()));
    if (base.isEmpty()) {
      return new Prepared.Unfit("all " + IdRanges.COUNT + " id ranges of this host are taken");
    }
    workshop.faults().at(FaultPoint.RANGE_TAKEN);
    return new Prepared.Ready(
        new Placement(
            containerId,
            base.get(),
            JobIds.PER_ATTEMPT,
            IdRanges.OUTPUT_OWNER,
            layers,
            binds(plan, places),
            plan.scratch() != Scratch.PLAIN && workshop.ground().encrypts(),
            Optional.of(context(places, context)),
            wire(plan, places, base.get()),
            accounts),
        places);
  }

  private Optional<Wire> wire(ContainerPlan plan, Places places, long base) {
    return plan.network().closed()
        ? Optional.empty()
        : Optional.of(
            Wires.of(plan.network(), places.network(), base, workshop.ground().networks().rules()));
  }

  private static SecurityContext context(Places places, ContextFiles files) {
    String name = SecurityContext.PREFIX + random(16);
    return new SecurityContext(
        new Placement.Bind(places.mapped(name).toString(), "/" + name, false), files.digests());
  }

  private static List<Placement.Bind> binds(ContainerPlan plan, Places places) {
    return Share.of(plan).stream()
        .map(share ->
            new Placement.Bind(
                places.mapped(share.name()).toString(), share.destination(), share.writable()))
        .toList();
  }

  private Optional<String> changedInput(ContainerPlan plan) throws IOException {
    for (Input input : plan.inputs()) {
      boolean same =
          InputDigest.of(Path.of(input.source()), workshop.home())
                  instanceof InputDigest.Result.Found found
              && found.digest().equals(input.digest());
      if (!same) {
        return Optional.of(
            "input " + input.name() + " is no longer what it was when the job was submitted");
      }
    }
    return Optional.empty();
  }

  private static String random(int bytes) {
    byte[] raw = new byte[bytes];
    RANDOM.nextBytes(raw);
    return HexFormat.of().formatHex(raw);
  }
}
