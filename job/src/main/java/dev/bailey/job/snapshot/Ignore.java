package dev.bailey.job.snapshot;

import dev.bailey.scan.path.TreeScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a snapshot leaves out: {@code .git} and {@code __pycache__} everywhere, and what a {@code
 * .baileyignore} file at the top says.
 *
 * <p>That file has one pattern per line. Empty lines and lines that begin with {@code #} mean
 * nothing. {@code *} stands for any characters of one name, {@code ?} for one character, a
 * component {@code **} for any number of components. A pattern without a slash (but for one at the
 * end) matches a name at any depth, another one a path from the top; a slash at the end restricts
 * it to directories. What lies below a directory that is left out is left out. There is no negation
 * with {@code !}, no {@code [set]} and no escape with a backslash: such a line is refused.
 */
public final class Ignore implements TreeScan.Ignored {
  /** Name of the file at the top of a tree. */
  public static final String FILE = ".baileyignore";

  /** Most bytes of that file. */
  public static final int MAX_BYTES = 64 << 10;

  /** Most patterns in it. */
  public static final int MAX_PATTERNS = 1000;

  /** Most characters of a pattern. */
  public static final int MAX_PATTERN_LENGTH = 512;

  /** What became of a text. */
  public sealed interface Result {
    /** The rules. */
    record Ok(Ignore rules) implements Result {}

    /** A line is not a pattern; lines count from 1. */
    record Malformed(int line, String reason) implements Result {}
  }

  private static final List<Glob> ALWAYS = List.of(glob(".git"), glob("__pycache__"));

  private final List<Glob> globs;

  private Ignore(List<Glob> globs) {
    this.globs = List.copyOf(globs);
  }

  /** Leaves out {@code .git} and {@code __pycache__}. */
  public static Ignore standard() {
    return new Ignore(ALWAYS);
  }

  /** Leaves out nothing. */
  public static Ignore nothing() {
    return new Ignore(List.of());
  }

  /** These rules and those of the text of a {@code .baileyignore}. */
  public Result and(String text) {
    List<Glob> all = new ArrayList<>(globs);
    List<String> lines = text.lines().toList();
    int patterns = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String reason =
          ++patterns > MAX_PATTERNS ? "more than " + MAX_PATTERNS + " patterns" : refusal(line);
      if (!reason.isEmpty()) {
        return new Result.Malformed(i + 1, reason);
      }
      all.add(glob(line));
    }
    return new Result.Ok(new Ignore(all));
  }

  @Override
  public boolean test(String path, boolean directory) {
    for (Glob glob : globs) {
      if (glob.matches(path, directory)) {
        return true;
      }
    }
    return false;
  }

  private static String refusal(String line) {
    if (line.length() > MAX_PATTERN_LENGTH) {
      return "the pattern is longer than " + MAX_PATTERN_LENGTH + " characters";
    }
    if (line.startsWith("!")) {
      return "negation with '!' is not known here";
    }
    if (line.indexOf('[') >= 0 || line.indexOf('\\') >= 0) {
      return "sets and escapes are not known here";
    }
    List<String> components = components(line);
    if (components.stream().anyMatch(c -> c.isEmpty() || c.equals(".") || c.equals(".."))) {
      return "a component is empty, '.' or '..'";
    }
    return components.stream().anyMatch(c -> c.contains("**") && !c.equals("**"))
        ? "'**' must be a whole component"
        : "";
  }

  private static Glob glob(String line) {
    List<String> components = new ArrayList<>(components(line));
    if (components.size() == 1 && !line.startsWith("/")) {
      components.addFirst("**");
    }
    return new Glob(components, line.endsWith("/"));
  }

  private static List<String> components(String line) {
    String bare = line.startsWith("/") ? line.substring(1) : line;
    bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    return Arrays.asList(bare.split("/", -1));
  }
}
