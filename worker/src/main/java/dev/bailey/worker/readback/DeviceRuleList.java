package dev.bailey.worker.readback;

import static dev.bailey.worker.readback.DeviceQuestion.MAKE;
import static dev.bailey.worker.readback.DeviceQuestion.READ;
import static dev.bailey.worker.readback.DeviceQuestion.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the programs of a control group let be opened, as rules in the form that control groups of
 * version 1 have in {@code devices.list}.
 *
 * <p>The list is exact. A program learns of a major or minor number only to which of the numbers
 * that it compares it with it is equal ({@link DeviceProgram}). Every question is therefore
 * answered as one of these is: for each type and access, with each number that was compared, or
 * with one that is equal to none. They are asked until no further number has been compared. What is
 * allowed for the number that is equal to none is what stands behind a {@code *}.
 */
final class DeviceRuleList {
  /** What is allowed if there is no program. */
  static final String ALL = "a *:* rwm";

  /**
   * What the kernel asks for: a node is made, or a device is opened. It never asks for both, and
   * each is always asked alone.
   */
  private static final List<Integer> ACCESSES = List.of(MAKE, READ, WRITE, READ | WRITE);

  /** Most instructions that are carried out; for a usual list it is a hundred thousand. */
  private static final long MAX_WORK = 50_000_000;

  private final List<DeviceProgram> programs;
  private final DeviceProgram.Compared compared =
      new DeviceProgram.Compared(new TreeSet<>(), new TreeSet<>());

  private DeviceRuleList(List<DeviceProgram> programs) {
    this.programs = List.copyOf(programs);
  }

  /**
   * The rules, wide ones first; each has only what no wider one gives.
   *
   * @param programs all of which have to allow
   * @throws ReadbackException if they cannot be judged, or do what no list can say
   */
  static List<String> of(List<DeviceProgram> programs) {
    if (programs.isEmpty()) {
      return List.of(ALL);
    }
    DeviceRuleList list = new DeviceRuleList(programs);
    list.learn();
    return Stream.of(DeviceQuestion.Type.values()).flatMap(t -> list.rules(t).stream()).toList();
  }

  private void learn() {
    long size = programs.stream().mapToLong(DeviceProgram::size).sum();
    for (int before = -1; before < numbers(); ) {
      before = numbers();
      long questions = (compared.majors().size() + 1L) * (compared.minors().size() + 1L);
      if (questions * size * ACCESSES.size() * 2 > MAX_WORK) {
        throw new ReadbackException("too many rules decide which devices can be opened");
      }
      for (DeviceQuestion.Type type : DeviceQuestion.Type.values()) {
        for (OptionalLong major : each(compared.majors())) {
          for (OptionalLong minor : each(compared.minors())) {
            allowed(type, major, minor);
          }
        }
      }
    }
  }

  private int numbers() {
    return compared.majors().size() + compared.minors().size();
  }

  /** None of them, and then each. */
  private static List<OptionalLong> each(Set<Long> numbers) {
    return Stream.concat(Stream.of(OptionalLong.empty()), numbers.stream().map(OptionalLong::of))
        .toList();
  }

  private List<String> rules(DeviceQuestion.Type type) {
    List<String> out = new ArrayList<>();
    int any = allowed(type, OptionalLong.empty(), OptionalLong.empty());
    add(out, type, OptionalLong.empty(), OptionalLong.empty(), 0);
    for (OptionalLong major : each(compared.majors())) {
      int row = allowed(type, major, OptionalLong.empty());
      if (major.isPresent()) {
        add(out, type, major, OptionalLong.empty(), any);
      }
      for (Long number : compared.minors()) {
        OptionalLong minor = OptionalLong.of(number);
        int column = major.isPresent() ? allowed(type, OptionalLong.empty(), minor) : 0;
        add(out, type, major, minor, any | row | column);
      }
    }
    return out;
  }

  /** Adds what is allowed beyond what wider rules allow. */
  private void add(
      List<String> out,
      DeviceQuestion.Type type,
      OptionalLong major,
      OptionalLong minor,
      int wider) {
    int here = allowed(type, major, minor);
    if ((wider & ~here) != 0) {
      throw new ReadbackException(
          "a device is an exception from what can be opened: "
              + rule(type, major, minor, wider & ~here));
    }
    if ((here & ~wider) != 0) {
      out.add(rule(type, major, minor, here & ~wider));
    }
  }

  private int allowed(DeviceQuestion.Type type, OptionalLong major, OptionalLong minor) {
    int all = 0;
    boolean both = false;
    for (int access : ACCESSES) {
      DeviceQuestion question = new DeviceQuestion(type, access, major, minor);
      // Every program is asked, so that each number is learnt.
      boolean allowed =
          programs.stream().filter(program -> program.allows(question, compared)).count()
              == programs.size();
      if (access == (READ | WRITE)) {
        both = allowed;
      } else if (allowed) {
        all |= access;
      }
    }
    if (both != ((all & READ) != 0 && (all & WRITE) != 0)) {
      throw new ReadbackException(
          "reading and writing together is not allowed as each alone is: "
              + rule(type, major, minor, READ | WRITE));
    }
    return all;
  }

  private static String rule(
      DeviceQuestion.Type type, OptionalLong major, OptionalLong minor, int access) {
    return type.letter
        + " "
        + text(major)
        + ":"
        + text(minor)
        + " "
        + ((access & READ) != 0 ? "r" : "")
        + ((access & WRITE) != 0 ? "w" : "")
        + ((access & MAKE) != 0 ? "m" : "");
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "*";
  }
}
