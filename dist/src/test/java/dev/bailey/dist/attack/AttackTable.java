package dev.bailey.dist.attack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;

/** Prints how the attacks of the last run ended. */
public final class AttackTable {
  private AttackTable() {}

  /** Ends with 1 if one succeeded or lacks its control, 2 if none was tried. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (!Files.exists(Trial.BOOK)) {
      out.println("no attack was tried");
      System.exit(2);
    }
    List<Trial> trials =
        Files.readAllLines(Trial.BOOK).stream()
            .map(Trial::of)
            .sorted(
                Comparator.comparing((Trial t) -> t.ids().getFirst(), Trial.BY_ID)
                    .thenComparing(Trial::test))
            .toList();
    for (Trial trial : trials) {
      out.printf(
          "%-10s %-18s %s%n", String.join(" ", trial.ids()), trial.ending().word(), trial.tries());
      out.printf("%-10s %-18s   control: %s%n", "", "", trial.control());
      if (!trial.why().isEmpty()) {
        out.printf("%-10s %-18s   %s: %s%n", "", "", trial.test(), trial.why());
      }
    }
    long succeeded = count(trials, Trial.Ending.SUCCEEDED);
    long held = count(trials, Trial.Ending.HELD);
    long impossible = count(trials, Trial.Ending.IMPOSSIBLE);
    out.printf(
        "%d attacks, %d succeeded, %d controls confirmed, %d not possible on this host%n",
        trials.size(), succeeded, held, impossible);
    System.exit(held + impossible == trials.size() ? 0 : 1);
  }

  private static long count(List<Trial> trials, Trial.Ending ending) {
    return trials.stream().filter(t -> t.ending() == ending).count();
  }
}
