package dev.bailey.worker.attempt;

import dev.bailey.sys.PidFd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A process in a container with all that came of it: its descendants, and the session that it
 * leads, in which orphans stay. A process that left both belongs to the container.
 *
 * @param leader the process, as the host numbers it
 * @param container all processes of its container, asked each time
 */
record Family(Member leader, Supplier<List<Long>> container) {
  private static final int KILL = 9;
  private static final int ROUNDS = 100;
  private static final long PAUSE_MILLIS = 5;

  /** Fields of {@code /proc/PID/stat} after the name, from 0: state, parent, session, start. */
  private static final int STATE = 0;

  private static final int PARENT = 1;
  private static final int SESSION = 3;
  private static final int BEGAN = 19;

  /**
   * One process.
   *
   * @param began in the kernel's ticks; with its number it names the process for good
   */
  record Member(long pid, long parent, long session, long began) {
    /** As {@link #parse} reads it. */
    String text() {
      return pid + " " + began;
    }
  }

  /** A process that lives; empty if there is none of that number. */
  static Optional<Member> member(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z")
          ? Optional.empty()
          : Optional.of(
              new Member(
                  pid,
                  Long.parseLong(fields[PARENT]),
                  Long.parseLong(fields[SESSION]),
                  Long.parseLong(fields[BEGAN])));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** The process that a text names, if it still lives. */
  static Optional<Member> parse(String text) {
    return text.matches("[0-9]{1,10} [0-9]{1,18}")
        ? member(Long.parseLong(text.split(" ", 2)[0])).filter(m -> m.text().equals(text))
        : Optional.empty();
  }

  /** Kills all of it; returns when none is left, or when it cannot be helped. */
  void end() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      List<Member> left = members();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(Family::kill);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private List<Member> members() {
    List<Member> all = container.get().stream().flatMap(pid -> member(pid).stream()).toList();
    Set<Long> family = new HashSet<>();
    for (int before = -1; before < family.size(); ) {
      before = family.size();
      all.stream()
          .filter(m ->
              m.pid() == leader.pid()
                  ? m.began() == leader.began()
                  : m.session() == leader.pid() || family.contains(m.parent()))
          .forEach(m -> family.add(m.pid()));
    }
    return all.stream().filter(m -> family.contains(m.pid())).toList();
  }

  /** Looks again when it is held, since its number may mean another by now. */
  private static void kill(Member member) {
    PidFd.open(member.pid())
        .ifPresent(held -> {
          try (held) {
            if (member(member.pid()).filter(m -> m.began() == member.began()).isPresent()) {
              held.signal(KILL);
            }
          }
        });
  }
}
