package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.builtin.BuiltinException;
import java.util.Objects;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Tells problems of texts in the words of the language. */
final class YamlProblems {
  private YamlProblems() {}

  static void checkCharacters(String text) throws BuiltinException {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= 0xD800 && c <= 0xDFFF) {
        throw BuiltinException.failed("yaml: invalid leading UTF-8 octet");
      }
      if (!isAllowed(c)) {
        throw BuiltinException.failed("yaml: control characters are not allowed");
      }
      i += Character.charCount(c);
    }
  }

  /** Only directives of YAML 1.1 may stand before a document. */
  static void checkDirectives(String text) throws BuiltinException {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end).stripTrailing();
      if (line.startsWith("%YAML ")) {
        if (!line.substring(6).strip().startsWith("1.1")) {
          throw BuiltinException.failed("yaml: found incompatible YAML document");
        }
      } else if (line.startsWith("%") && !line.startsWith("%TAG ")) {
        throw BuiltinException.failed("yaml: found unknown directive name");
      } else if (!line.startsWith("%") && !line.isEmpty() && !line.startsWith("#")) {
        return;
      }
      at = end < 0 ? text.length() : end + 1;
    }
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0x7E)
        || c == 0x85
        || (c >= 0xA0 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  static BuiltinException of(YamlEngineException e) {
    if (!(e instanceof MarkedYamlEngineException marked)) {
      return BuiltinException.failed("yaml: control characters are not allowed");
    }
    String problem = Objects.requireNonNullElse(marked.getProblem(), "");
    String context = Objects.requireNonNullElse(marked.getContext(), "");
    int line = line(marked);
    return BuiltinException.failed(
        "yaml: " + (line == 0 ? "" : "line " + line + ": ") + words(problem, context));
  }

  /** Lines count from 0, or from 1 for problems within a token; 0 is not told. */
  private static int line(MarkedYamlEngineException e) {
    boolean scanning = e instanceof ScannerException;
    int line = e.getProblemMark().map(scanning ? Mark::getLine : YamlProblems::line).orElse(0);
    if (line > 0) {
      return scanning ? line + 1 : line;
    }
    return e.getContextMark().map(Mark::getLine).orElse(0);
  }

  /** The end of a text stands on a line of its own. */
  private static int line(Mark mark) {
    boolean end =
        mark.getPointer() >= mark.getBuffer().length || mark.getBuffer()[mark.getPointer()] == 0;
    return end && mark.getColumn() > 0 ? mark.getLine() + 1 : mark.getLine();
  }

  private static String words(String problem, String context) {
    if (problem.startsWith("expected ',' or ']'")) {
      return "did not find expected ',' or ']'";
    }
    if (problem.startsWith("expected ',' or '}'")) {
      return "did not find expected ',' or '}'";
    }
    if (problem.startsWith("expected <block end>")) {
      return context.contains("mapping")
          ? "did not find expected key"
          : "did not find expected '-' indicator";
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "did not find expected <document start>";
    }
    if (problem.startsWith("expected the node content")) {
      return "did not find expected node content";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "found undefined tag handle";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "mapping values are not allowed in this context";
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return "block sequence entries are not allowed in this context";
    }
    if (problem.startsWith("mapping keys are not allowed")) {
      return "mapping keys are not allowed in this context";
    }
    if (problem.contains("that cannot start any token")) {
      return "found character that cannot start any token";
    }
    if (problem.startsWith("found unknown escape character")) {
      return "found unknown escape character";
    }
    if (problem.startsWith("expected escape sequence")) {
      return "did not find expected hexdecimal number";
    }
    if (problem.startsWith("expected chomping")) {
      return "did not find expected comment or line break";
    }
    if (problem.startsWith("expected indentation indicator")) {
      return "found an indentation indicator equal to 0";
    }
    if (problem.startsWith("expected a comment or a line break")) {
      return "did not find expected comment or line break";
    }
    if (problem.startsWith("expected alphabetic")) {
      return "did not find expected alphabetic or numeric character";
    }
    return problem.equals("found unexpected document separator")
        ? "found unexpected document indicator"
        : problem;
  }
}
