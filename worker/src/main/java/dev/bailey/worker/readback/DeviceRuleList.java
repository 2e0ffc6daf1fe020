package dev.bailey.worker.readback;

import static dev.bailey.worker.readback.DeviceQuestion.MAKE;
import static dev.bailey.worker.readback.DeviceQuestion.READ;
import static dev.bailey.worker.readback.DeviceQuestion.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the programs of a control group let be opened, as rules in the form that control groups of
 * version 1 have in {@code devices.list}.
 *
 * <p>The list is exact. A program learns of a major or minor number only to which of the numbers
 * that it compares it with it is equal ({@link DeviceProgram}). So every question is answered as
 * one of these is: for each type and access, with each major number that was compared or one that
 * is equal to none, and with each minor number that was compared beside that major number or one
 * that is equal to none. They are asked until no further number has been compared. What is allowed
 * for the number that is equal to none is what stands behind a {@code *}.
 */
final class DeviceRuleList {
  /** What is allowed if there is no program, or if all is allowed by those that there are. */
  private static final List<String> ALL = List.of("a *:* rwm");

  private static final List<String> BOTH_TYPES = List.of("b *:* rwm", "c *:* rwm");

  /**
   * What the kernel asks for: a node is made, or a device is opened. It never asks for both, and
   * each is always asked alone.
   */
  private static final List<Integer> ACCESSES = List.of(MAKE, READ, WRITE, READ | WRITE);

  /** Most instructions that are carried out; for a usual list it is some ten thousand. */
  private static final long MAX_WORK = 10_000_000;

  private final List<DeviceProgram> programs;
  private final long size;
  private long work;

  private DeviceRuleList(List<DeviceProgram> programs) {
    this.programs = List.copyOf(programs);
    this.size = programs.stream().mapToLong(DeviceProgram::size).sum();
  }

  /**
   * The rules; each has only what no wider one gives.
   *
   * @param programs all of which have to allow
   * @throws ReadbackException if they cannot be judged, or do what no list can say
   */
  static List<String> of(List<DeviceProgram> programs) {
    if (programs.isEmpty()) {
      return ALL;
    }
    DeviceRuleList list = new DeviceRuleList(programs);
    List<String> rules =
        Stream.of(DeviceQuestion.Type.values()).flatMap(t -> list.rules(t).stream()).toList();
    return rules.equals(BOTH_TYPES) ? ALL : rules;
  }

  /**
   * The devices of one driver.
   *
   * @param any what is allowed for a minor number that is not compared
   * @param minors what is allowed for those that are
   */
  private record Driver(int any, Map<Long, Integer> minors) {
    int at(long minor) {
      return minors.getOrDefault(minor, any);
    }
  }

  private List<String> rules(DeviceQuestion.Type type) {
    Set<Long> majors = new TreeSet<>();
    Driver other = driver(type, OptionalLong.empty(), majors);
    Map<Long, Driver> drivers = new TreeMap<>();
    while (drivers.size() < majors.size()) {
      for (long major : List.copyOf(majors)) {
        if (!drivers.containsKey(major)) {
          drivers.put(major, driver(type, OptionalLong.of(major), majors));
        }
      }
    }
    List<String> out = new ArrayList<>();
    add(out, type.letter + " *:*", other.any, 0);
    other.minors.forEach((minor, here) -> add(out, type.letter + " *:" + minor, here, other.any));
    drivers.forEach((major, driver) -> {
      String name = type.letter + " " + major + ":";
      add(out, name + "*", driver.any, other.any);
      Set<Long> minors = new TreeSet<>(other.minors.keySet());
      minors.addAll(driver.minors.keySet());
      for (long minor : minors) {
        add(out, name + minor, driver.at(minor), driver.any | other.at(minor));
      }
    });
    return out;
  }

  private Driver driver(DeviceQuestion.Type type, OptionalLong major, Set<Long> majors) {
    Set<Long> compared = new TreeSet<>();
    DeviceProgram.Compared learnt = new DeviceProgram.Compared(majors, compared);
    int any = allowed(type, major, OptionalLong.empty(), learnt);
    Map<Long, Integer> minors = new TreeMap<>();
    while (minors.size() < compared.size()) {
      for (long minor : List.copyOf(compared)) {
        if (!minors.containsKey(minor)) {
          minors.put(minor, allowed(type, major, OptionalLong.of(minor), learnt));
        }
      }
    }
    return new Driver(any, minors);
  }

  /** Adds what is allowed here beyond what wider rules allow. */
  private static void add(List<String> out, String device, int here, int wider) {
    if ((wider & ~here) != 0) {
      throw new ReadbackException(
          "a device is an exception from what can be opened: "
              + device
              + " "
              + letters(wider & ~here));
    }
    if ((here & ~wider) != 0) {
      out.add(device + " " + letters(here & ~wider));
    }
  }

  private int allowed(
      DeviceQuestion.Type type,
      OptionalLong major,
      OptionalLong minor,
      DeviceProgram.Compared learnt) {
    work += size * ACCESSES.size();
    if (work > MAX_WORK) {
      throw new ReadbackException("too many rules decide which devices can be opened");
    }
    int all = 0;
    for (int access : ACCESSES) {
      DeviceQuestion question = new DeviceQuestion(type, access, major, minor);
      // Every program is asked, so that each number is learnt.
      long allow = programs.stream().filter(program -> program.allows(question, learnt)).count();
      boolean allowed = allow == programs.size();
      if (access == (READ | WRITE)) {
        if (allowed != ((all & access) == access)) {
          throw new ReadbackException(
              "reading and writing a device together is not allowed as each alone is: "
                  + question.device());
        }
      } else if (allowed) {
        all |= access;
      }
    }
    return all;
  }

  private static String letters(int access) {
    return ((access & READ) != 0 ? "r" : "")
        + ((access & WRITE) != 0 ? "w" : "")
        + ((access & MAKE) != 0 ? "m" : "");
  }
}
