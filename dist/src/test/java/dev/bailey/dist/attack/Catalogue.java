package dev.bailey.dist.attack;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The attacks that are tried, as their tests say it, and the page that lists them. */
final class Catalogue {
  /** What the walls of jobs are attacked with: escapes, network, arguments, images, secrets. */
  private static final List<String> WANTED = wanted();

  /** One attack. */
  record Entry(List<String> ids, String tries, String control, String test) {}

  private Catalogue() {}

  private static List<String> wanted() {
    List<String> ids = new ArrayList<>();
    IntStream.rangeClosed(1, 15).forEach(i -> ids.add("E" + i));
    IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16).forEach(i -> ids.add("N" + i));
    IntStream.of(1, 2, 3, 4, 5, 6, 7, 9, 10).forEach(i -> ids.add("A" + i));
    IntStream.of(1, 2, 4, 6).forEach(i -> ids.add("I" + i));
    IntStream.rangeClosed(1, 11).filter(i -> i != 7).forEach(i -> ids.add("C" + i));
    return List.copyOf(ids);
  }

  /** All attacks, by their first id. */
  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (JavaClass tests : new ClassFileImporter().importPackages("dev.bailey.dist")) {
      for (JavaMethod method : tests.getMethods()) {
        if (method.isAnnotatedWith(Attack.class)) {
          Attack attack = method.getAnnotationOfType(Attack.class);
          entries.add(
              new Entry(
                  List.of(attack.value()),
                  attack.tries(),
                  attack.control(),
                  tests.getSimpleName() + "." + method.getName()));
        }
      }
    }
    entries.sort(
        Comparator.comparing((Entry e) -> e.ids().getFirst(), Trial.BY_ID)
            .thenComparing(Entry::test));
    return entries;
  }

  /** Ids that no attack has. */
  static Set<String> untried(List<Entry> entries) {
    Set<String> untried = new LinkedHashSet<>(WANTED);
    entries.forEach(e -> e.ids().forEach(untried::remove));
    return untried;
  }

  /** {@code docs/attacks.md}. */
  static String page(List<Entry> entries) {
    StringBuilder page =
        new StringBuilder(
            """
            # Attacks that are tried

            `bin/dev attack` tries each of these on real containers of this machine, prints how each ended, and ends with one line: `N attacks, 0 succeeded, N controls confirmed, N not possible on this host`. The attacks run with all other tests too. This page is written by a test from the attacks themselves.

            Each has a control: the same attack with one wall left out has to succeed, so that an attack that never worked cannot pass for a wall. Where something is refused before anything runs, the control is a lawful twin that is carried out.

            The letters: E escapes from the container, N network, A arguments, environment and names, I images, C secrets.

            | id | what is tried | control | test |
            |---|---|---|---|
            """);
    for (Entry entry : entries) {
      page.append("| ")
          .append(String.join(", ", entry.ids()))
          .append(" | ")
          .append(entry.tries())
          .append(" | ")
          .append(entry.control())
          .append(" | `")
          .append(entry.test())
          .append("` |\n");
    }
    Set<String> untried = untried(entries);
    if (!untried.isEmpty()) {
      page.append("\nNot tried end to end yet: ").append(String.join(", ", untried)).append(".\n");
    }
    return page.toString();
  }
}
