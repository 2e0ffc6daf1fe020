package dev.bailey.policy.law;

import dev.bailey.policy.enforce.DocumentEnforcer.Asked;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nearest changes of a request that a policy would allow, out of the objects that the policy
 * compared it with when it said no.
 */
final class Nearest {
  private static final String ERROR_OBJECTS = "error_objects";
  private static final String COMPARED = "compared";
  private static final String UNKNOWN_MOUNTS = "invalid mount list: ";

  private Nearest() {}

  /** The changes, all to be made together; none if nobody can say. */
  static List<Change> of(Asked question, RegoObject reason) {
    Stream<RegoObject> objects = objects(reason.get(ERROR_OBJECTS));
    return switch (question.point()) {
      case "create_container" -> fewest(objects.map(one -> changes(question, one, reason).all()));
      case "exec_external" ->
          fewest(objects.map(one -> changes(question, one, reason).ofProcess()));
      case "exec_in_container" -> fewest(executions(question, reason));
      default -> List.of();
    };
  }

  /** Each process that may run in each container that it could still be. */
  private static Stream<Optional<List<Change>>> executions(Asked question, RegoObject reason) {
    return objects(reason.get(COMPARED))
        .flatMap(container ->
            objects(container.get("exec_processes"))
                .map(process -> changes(question, container, reason).ofExecution(process)));
  }

  private static Stream<RegoObject> objects(@Nullable Value list) {
    return list instanceof RegoArray all
        ? all.asList().stream()
            .flatMap(one -> one instanceof RegoObject o ? Stream.of(o) : Stream.empty())
        : Stream.empty();
  }

  private static ContainerChanges changes(Asked question, RegoObject object, RegoObject reason) {
    return new ContainerChanges(question.input(), object, unknownMounts(reason));
  }

  /** Destinations that the reason names. */
  private static Set<String> unknownMounts(RegoObject reason) {
    Set<String> all = new HashSet<>();
    if (reason.get("errors") instanceof RegoArray errors) {
      for (Value error : errors) {
        if (error instanceof RegoString text && text.text().startsWith(UNKNOWN_MOUNTS)) {
          StringTokenizer names =
              new StringTokenizer(text.text().substring(UNKNOWN_MOUNTS.length()), ",");
          names.asIterator().forEachRemaining(name -> all.add((String) name));
        }
      }
    }
    return all;
  }

  private static List<Change> fewest(Stream<Optional<List<Change>>> ways) {
    return ways.flatMap(Optional::stream)
        .filter(way -> !way.isEmpty())
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }
}
