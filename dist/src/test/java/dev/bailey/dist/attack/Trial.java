package dev.bailey.dist.attack;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * An attack that was tried.
 *
 * @param ids of the catalogue
 * @param tries what it tries
 * @param control what its control leaves out
 * @param test that tries it
 * @param ending how it ended
 * @param why it did not end as it should, or could not be tried; else empty
 */
record Trial(
    List<String> ids, String tries, String control, String test, Ending ending, String why) {
  /** Where each attack that was tried has a line, below the module. */
  static final Path BOOK = Path.of("target", "attacks.tsv");

  /** By id: letter, then number. */
  static final Comparator<String> BY_ID =
      Comparator.<String>comparingInt(id -> id.charAt(0))
          .thenComparingInt(id -> Integer.parseInt(id.substring(1)));

  /** How an attack can end. */
  enum Ending {
    /** It did not get through, and its control did. */
    HELD("held"),

    /** It got through, or did not end as its test expects. */
    SUCCEEDED("SUCCEEDED"),

    /** It did not get through, but neither did its control: nothing is shown. */
    UNCONTROLLED("NO CONTROL"),

    /** This host lacks what it needs. */
    IMPOSSIBLE("not possible here");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static String flat(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** One line with tabs. */
  String line() {
    return String.join(
        "\t",
        String.join(" ", ids),
        flat(tries),
        flat(control),
        test,
        ending.name(),
        flat(why).substring(0, Math.min(200, flat(why).length())));
  }

  /** What {@link #line} wrote. */
  static Trial of(String line) {
    String[] parts = line.split("\t", -1);
    return new Trial(
        List.of(parts[0].split(" ")),
        parts[1],
        parts[2],
        parts[3],
        Ending.valueOf(parts[4]),
        parts[5]);
  }
}
