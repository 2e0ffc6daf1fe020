package dev.bailey.cli.show;

import dev.bailey.cli.Failure;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a command writes: data to {@code out}, everything said on the way to {@code err}. */
public final class Terminal {
  private static final int MAX_ANSWER = 1000;

  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final boolean colour;
  private final boolean asks;
  private String lastPhase = "";

  /**
   * @param colour whether marks and states have colours
   * @param asks whether somebody can answer
   */
  public Terminal(PrintStream out, PrintStream err, InputStream in, boolean colour, boolean asks) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.colour = colour;
    this.asks = asks;
  }

  /** Whether this stream of the process (0, 1, 2) is a terminal. */
  public static boolean isTerminal(int stream) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException unknown) {
      return false;
    }
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  /** Whether somebody can answer a question. */
  public boolean asks() {
    return asks;
  }

  /** A line of data. */
  public void data(String line) {
    out.println(line);
  }

  /** A line on the way. */
  public void say(String line) {
    out.flush();
    err.println(line);
  }

  /**
   * How far something is. On a terminal it replaces what was said of the same phase before; else
   * only the first of a phase is said.
   *
   * @param text begins with the name of the phase
   */
  public void progress(String text) {
    String phase = text.split(" [0-9]", 2)[0];
    boolean same = phase.equals(lastPhase);
    lastPhase = phase;
    if (asks && same) {
      err.print("\u001b[1A\r\u001b[K");
    }
    if (asks || !same) {
      say("  " + text);
    }
  }

  /** What comes in until its end, at most so many bytes. */
  public byte[] input(int most) throws IOException {
    return in.readNBytes(most);
  }

  /** A question that the return key answers with yes. */
  public boolean agrees(String question) {
    out.flush();
    err.print(question + " [Y/n] ");
    err.flush();
    String answer = answer().strip().toLowerCase(java.util.Locale.ROOT);
    return answer.isEmpty() || answer.equals("y") || answer.equals("yes");
  }

  private String answer() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int b = in.read();
      if (b < 0) {
        return "no";
      }
      for (; b >= 0 && b != '\n' && line.size() < MAX_ANSWER; b = in.read()) {
        line.write(b);
      }
    } catch (IOException gone) {
      return "no";
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** The mark of a state, in its colour. */
  public String mark(String state) {
    return switch (state) {
      case "succeeded" -> good("✔");
      case "queued", "starting", "running", "finalizing" -> quiet("●");
      case "stopped" -> quiet("■");
      default -> bad("✘");
    };
  }

  public String good(String text) {
    return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  public String bad(String text) {
    return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  public String quiet(String text) {
    return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
  }

  /** What went wrong, why, and what to do. */
  public void complain(Failure failure) {
    complaint(failure).forEach(this::say);
  }

  private List<String> complaint(Failure failure) {
    Json.Obj denial = failure.facts().object("denial");
    if (!denial.members().isEmpty()) {
      return Denials.lines(this, denial, failure.facts().text("job").orElse(""), failure.exit());
    }
    List<String> lines = new ArrayList<>();
    lines.add(bad("✘") + " " + Shown.line(failure.what()));
    for (Json problem : failure.facts().array("problems")) {
      if (problem instanceof Json.Obj p) {
        lines.add("  " + place(p) + Shown.line(p.text("message").orElse("")));
      }
    }
    failure.why().lines().forEach(l -> lines.add("  " + Shown.line(l)));
    failure.hint().lines().forEach(l -> lines.add("  " + Shown.line(l)));
    return lines;
  }

  private static String place(Json.Obj problem) {
    long line = problem.whole("line").orElse(0L);
    return line == 0 ? "" : line + ":" + problem.whole("column").orElse(0L) + "  ";
  }

  /** Sends on what is held back; false if a reader is gone or a disk is full. */
  public boolean flush() {
    err.flush();
    return !out.checkError();
  }
}
