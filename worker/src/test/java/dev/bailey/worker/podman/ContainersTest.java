package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Policy;
import dev.bailey.policy.fragment.FragmentShelf;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Effects on real containers, by permits of a gate that admits everything. */
@Tag("container")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersTest {
  private Yard yard;
  private PodmanContainers containers;

  @BeforeAll
  void open() {
    yard = Yard.open();
    containers = new PodmanContainers(yard.service);
  }

  @AfterAll
  void close() {
    Yard.closeAll();
  }

  @Test
  void containerThatNeverStartedIsRemoved() {
    Prisoner prisoner = yard.create(yard.plan("true"));

    assertThat(containers.remove(removal(prisoner))).isEqualTo(new Reply.Ok<>(true));

    assertThat(yard.podman.exists(prisoner.id()).found()).contains(false);
  }

  @Test
  void waitingContainerIsRemovedAtOnceAndAgainWithoutError() {
    Prisoner prisoner = yard.create(yard.plan("true")).started();
    long pid = prisoner.pid();

    assertThat(containers.remove(removal(prisoner))).isEqualTo(new Reply.Ok<>(true));
    assertThat(containers.remove(removal(prisoner))).isEqualTo(new Reply.Ok<>(true));

    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void failedPreparationCreatesNothing() {
    Prisoner model = yard.create(yard.plan("true"));
    containers.remove(removal(model));
    Permit<ContainerAction.StartContainer> permit =
        permit(new ContainerAction.StartContainer(model.plan(), model.placement()));

    Containers.Started started =
        containers.start(
            permit,
            new Containers.Preparation() {
              @Override
              public Containers.Prepared place(ContainerAction.StartContainer action) {
                return new Containers.Prepared.Unable("no room");
              }

              @Override
              public Optional<String> furnish(ContainerAction.StartContainer action) {
                throw new AssertionError("nothing is to be furnished");
              }
            });

    assertThat(started).isEqualTo(new Containers.Started.NotStarted("no room"));
    assertThat(yard.podman.exists(Containers.name(model.placement().containerId())).found())
        .contains(false);
  }

  @Test
  void containersAreFoundByTheirHome() {
    Prisoner prisoner = yard.create(yard.plan("true"));

    assertThat(yard.podman.withLabel(RuntimeFacts.Labels.HOME, yard.home()).found().orElseThrow())
        .filteredOn(c -> c.id().equals(prisoner.id()))
        .singleElement()
        .satisfies(c ->
            assertThat(c.labels())
                .containsEntry(RuntimeFacts.Labels.CONTAINER, prisoner.placement().containerId()));
  }

  @Test
  void serviceThatDiedIsStartedAgainAndFindsTheContainer() {
    Prisoner prisoner = yard.create(yard.plan("sh", "-c", "exit 7")).started();

    yard.service.close();
    Podman again = yard.service.client();

    prisoner.gate().release();
    assertThat(again.await(prisoner.id()).found()).contains(7);
  }

  @Test
  void serviceOfAKilledAgentIsReplaced() {
    try (PodmanService next = new PodmanService(yard.service.settings())) {
      assertThat(next.client().version().found()).isPresent();

      assertThat(
              ProcessHandle.allProcesses()
                  .filter(p -> p.info().commandLine().orElse("").contains(yard.home() + "/podman"))
                  .filter(p -> p.info().commandLine().orElse("").contains("system service"))
                  .filter(ProcessHandle::isAlive))
          .hasSize(1);
    }
  }

  private static Placement removal(Prisoner prisoner) {
    return permit(new ContainerAction.RemoveContainer(prisoner.placement())).take().placement();
  }

  private static <A extends Action> Permit<A> permit(A action) {
    Gate gate = new Gatehouse(new Forgetful(), new Open(), 1).gate(new Subject("job", 1));
    return switch (gate.ask(action)) {
      case Verdict.Granted<A> granted -> granted.permit();
      case Verdict.Refused<A> refused -> throw new AssertionError(refused.denial());
      case Verdict.Unrecorded<A> none -> throw new AssertionError(none.reason());
    };
  }

  /** Admits everything. */
  private record Open() implements Policy {
    @Override
    public String name() {
      return "open";
    }

    @Override
    public String document() {
      return "";
    }

    @Override
    public String digest() {
      return Digest.NONE.hex();
    }

    @Override
    public Enforcer enforcer(FragmentShelf fragments) {
      return questions ->
          new Decision.Allowed(
              Collections.nCopies(questions.size(), new Answer.AsAsked()), Digest.NONE.hex());
    }
  }

  /** Says that everything is on disk. */
  private record Forgetful() implements Ledger {
    @Override
    public Appended append(EventType type, Subject subject, long epoch, Json.Obj body) {
      return new Appended.Durable(
          0, new Event(type, Instant.EPOCH, subject, 0, Digest.NONE, epoch, body));
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void read(long fromIndex, Consumer<Entry> reader) {}

    @Override
    public void close() {}
  }
}
