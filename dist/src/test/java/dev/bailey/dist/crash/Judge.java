package dev.bailey.dist.crash;

import java.util.ArrayList;
import java.util.List;

/** Holds what Bailey says of a job against what its workloads have synced. */
final class Judge {
  private Judge() {}

  /**
   * What is wrong; nothing if the account is true.
   *
   * @param testimony of all volumes of the job, as {@link Witness#testimony}
   */
  static List<String> wrong(Life.Account account, List<List<String>> testimony) {
    List<String> wrong = new ArrayList<>(account.doubts());
    if (account.state().equals("cancelled")) {
      wrong.removeIf(doubt -> doubt.contains("ran nothing") || doubt.startsWith("verify"));
    }
    List<List<String>> begun = testimony.stream().filter(said -> said.contains("began")).toList();
    switch (begun.size()) {
      case 0 -> neverBegan(account, wrong);
      case 1 -> began(account, begun.getFirst(), wrong);
      default -> wrong.add("the workload began " + begun.size() + " times");
    }
    return wrong;
  }

  private static void neverBegan(Life.Account account, List<String> wrong) {
    if (!List.of("failed", "lost", "cancelled", "no job").contains(account.state())) {
      wrong.add("the workload never began and the job is " + account.state());
    }
    if (account.state().equals("failed") && account.code() >= 0) {
      wrong.add("the workload never began and has exit code " + account.code());
    }
  }

  private static void began(Life.Account account, List<String> said, List<String> wrong) {
    List<String> lines = said.stream().filter(s -> s.startsWith("line ")).toList();
    if (!account.log().equals(lines)) {
      wrong.add("the log has " + account.log() + ", synced was " + lines);
    }
    if (!said.getLast().startsWith("ended ")) {
      wrong.add("the workload was cut off after: " + said.getLast());
      return;
    }
    long code = Long.parseLong(said.getLast().substring("ended ".length()));
    String right = code == 0 ? "succeeded" : "failed";
    if (!account.state().equals(right) || account.code() != code) {
      wrong.add(
          "ended with %d and the job is %s(%d)".formatted(code, account.state(), account.code()));
    }
    if (account.outputs() != 1) {
      wrong.add("one output was synced and " + account.outputs() + " are stored");
    }
  }
}
