package dev.bailey.rego.parse;

import java.util.ArrayList;
import java.util.List;

/** Reads scalars of YAML. */
final class YamlScalars {
  private static final String NO_PLAIN_START = "&*!%@`,]}#";

  private final YamlText text;

  YamlScalars(YamlText text) {
    this.text = text;
  }

  /** A key that is known to begin here; stops before the colon. */
  String key() {
    char c = text.peek();
    if (c == '"' || c == '\'') {
      return quoted().text();
    }
    checkPlainStart();
    int from = text.at();
    while (!(text.peek() == ':' && text.isGapAfter(1))) {
      text.take();
    }
    return text.since(from).strip();
  }

  private void checkPlainStart() {
    char c = text.peek();
    if (c == '&' || c == '*' || c == '!') {
      throw text.fail("anchors, aliases and tags are not supported");
    }
    if (c == '?' && text.isGapAfter(1)) {
      throw text.fail("complex keys are not supported");
    }
    if (NO_PLAIN_START.indexOf(c) >= 0 || c == '\t') {
      throw text.fail("found character that cannot start any token");
    }
  }

  /** A scalar without quotes, which goes on in lines deeper than {@code parent}. */
  YamlNode.Scalar plain(int parent) {
    checkPlainStart();
    int line = text.line();
    StringBuilder out = new StringBuilder(plainLine(false));
    while (!text.atEnd() && text.peek() == '\n') {
      int breaks = 0;
      while (!text.atEnd() && text.peek() == '\n') {
        text.take();
        breaks++;
        text.skipSpaces();
      }
      if (text.atEnd() || text.column() <= parent || text.peek() == '#') {
        break;
      }
      out.append(breaks == 1 ? " " : "\n".repeat(breaks - 1)).append(plainLine(false));
    }
    return new YamlNode.Scalar(out.toString(), true, line);
  }

  /** A scalar without quotes in brackets; ends at what has a meaning there. */
  YamlNode.Scalar flowPlain() {
    checkPlainStart();
    int line = text.line();
    StringBuilder out = new StringBuilder(plainLine(true));
    while (!text.atEnd() && text.peek() == '\n') {
      text.skipToContent();
      if (isFlowEnd()) {
        break;
      }
      out.append(' ').append(plainLine(true));
    }
    return new YamlNode.Scalar(out.toString(), true, line);
  }

  private boolean isFlowEnd() {
    return text.atEnd()
        || ",[]{}".indexOf(text.peek()) >= 0
        || (text.peek() == ':' && isFlowColon());
  }

  private boolean isFlowColon() {
    return text.isGapAfter(1) || ",[]{}".indexOf(text.peek(1)) >= 0;
  }

  private String plainLine(boolean flow) {
    int from = text.at();
    while (text.peek() != '\n') {
      char c = text.peek();
      if (flow ? isFlowEnd() : c == ':' && text.isGapAfter(1)) {
        if (!flow) {
          throw text.fail("mapping values are not allowed in this context");
        }
        break;
      }
      if ((c == ' ' || c == '\t') && text.peek(1) == '#') {
        String line = text.since(from).strip();
        text.skipLine();
        return line;
      }
      text.take();
    }
    return text.since(from).strip();
  }

  /** A scalar in quotes; line ends inside are folded. */
  YamlNode.Scalar quoted() {
    int line = text.line();
    char quote = text.take();
    StringBuilder out = new StringBuilder();
    while (true) {
      if (text.atEnd()) {
        throw text.fail("found unexpected end of stream");
      }
      char c = text.take();
      if (c == '\n') {
        fold(out);
      } else if (c == '\\' && quote == '"') {
        escape(out);
      } else if (c != quote) {
        out.append(c);
      } else if (quote == '\'' && text.peek() == quote) {
        out.append(text.take());
      } else {
        return new YamlNode.Scalar(out.toString(), false, line);
      }
    }
  }

  private void fold(StringBuilder out) {
    int end = out.length();
    while (end > 0 && Character.isWhitespace(out.charAt(end - 1))) {
      end--;
    }
    out.setLength(end);
    int breaks = 1;
    text.skipSpaces();
    while (!text.atEnd() && text.peek() == '\n') {
      text.take();
      breaks++;
      text.skipSpaces();
    }
    out.append(breaks == 1 ? " " : "\n".repeat(breaks - 1));
  }

  private void escape(StringBuilder out) {
    char c = text.take();
    switch (c) {
      case '0' -> out.append('\0');
      case 'a' -> out.append('\007');
      case 'b' -> out.append('\b');
      case 't', '\t' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'v' -> out.append('\013');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case 'e' -> out.append('\033');
      case ' ', '"', '/', '\\', '\'' -> out.append(c);
      case 'N' -> out.append('\u0085');
      case '_' -> out.append('\u00a0');
      case 'x' -> codePoint(2, out);
      case 'u' -> codePoint(4, out);
      case 'U' -> codePoint(8, out);
      case '\n' -> text.skipSpaces();
      default -> throw text.fail("found unknown escape character");
    }
  }

  private void codePoint(int digits, StringBuilder out) {
    int code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(text.take(), 16);
      if (digit < 0 || code > Character.MAX_CODE_POINT) {
        throw text.fail("did not find expected hexadecimal number");
      }
      code = code * 16 + digit;
    }
    if (!Character.isValidCodePoint(code) || (code >= 0xD800 && code < 0xE000)) {
      throw text.fail("found invalid Unicode character escape code");
    }
    out.appendCodePoint(code);
  }

  /** A block of lines after a bar (kept) or an angle (folded), deeper than {@code parent}. */
  YamlNode.Scalar lines(int parent) {
    int line = text.line();
    boolean folded = text.take() == '>';
    char chomp = 'c';
    int indent = -1;
    while (!text.isGapAfter(0)) {
      char c = text.take();
      if (c == '-' || c == '+') {
        chomp = c;
      } else if (c >= '1' && c <= '9') {
        indent = Math.max(parent, 0) + c - '0';
      } else {
        throw text.fail("did not find expected comment or line break");
      }
    }
    text.endLine();
    List<String> lines = body(parent, indent);
    int last = lines.size();
    while (last > 0 && lines.get(last - 1).isEmpty()) {
      last--;
    }
    String kept =
        folded ? folded(lines.subList(0, last)) : String.join("\n", lines.subList(0, last));
    String end =
        switch (chomp) {
          case '-' -> "";
          case '+' -> "\n".repeat(lines.size() - last + (last > 0 ? 1 : 0));
          default -> last > 0 ? "\n" : "";
        };
    return new YamlNode.Scalar(kept + end, false, line);
  }

  private List<String> body(int parent, int given) {
    List<String> lines = new ArrayList<>();
    int indent = given;
    while (!text.atEnd()) {
      text.take();
      if (text.atEnd()) {
        break;
      }
      int spaces = 0;
      while (text.peek(spaces) == ' ' && (indent < 0 || spaces < indent)) {
        spaces++;
      }
      boolean blank = text.peek(spaces) == '\n';
      if (!blank) {
        if (indent < 0) {
          indent = spaces;
        }
        if (spaces < indent || spaces <= parent) {
          break;
        }
      }
      text.skip(spaces);
      int from = text.at();
      text.skipLine();
      lines.add(text.since(from));
    }
    return lines;
  }

  private static String folded(List<String> lines) {
    StringBuilder out = new StringBuilder();
    String before = "";
    int breaks = 0;
    for (String line : lines) {
      if (line.isEmpty()) {
        breaks++;
        continue;
      }
      boolean deeper = line.startsWith(" ") || before.startsWith(" ");
      if (out.isEmpty()) {
        out.append("\n".repeat(breaks));
      } else if (deeper) {
        out.append("\n".repeat(breaks + 1));
      } else {
        out.append(breaks == 0 ? " " : "\n".repeat(breaks));
      }
      out.append(line);
      before = line;
      breaks = 0;
    }
    return out.toString();
  }
}
