package dev.bailey.verify;

import java.util.List;
import java.util.Optional;

/**
 * What an attempt's events say, taken together.
 *
 * @param specification what was submitted; empty if the submission did not come to its end
 * @param start the decision on which the workload ran, or the last one on a start
 * @param readback what was seen for it, the last time
 * @param ran whether the workload was let go
 * @param outputs stored files in order
 * @param state the last state; empty text if there is none
 * @param attested the events that say which statement was signed
 */
record History(
    List<Event> events,
    Optional<Json> specification,
    Optional<Started> start,
    Optional<Fact.Readback> readback,
    boolean ran,
    List<Output> outputs,
    String state,
    List<Event> attested) {
  History {
    events = List.copyOf(events);
    outputs = List.copyOf(outputs);
    attested = List.copyOf(attested);
  }
}
