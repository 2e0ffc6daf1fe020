package dev.bailey.rego.extra.yaml;

import java.util.Locale;

/** Collects lines and knows where the next sign comes to stand. */
final class YamlPage {
  /** Texts are continued on the next line behind this column. */
  private static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();
  private int column;
  private boolean blank = true;
  private boolean indented = true;

  String text() {
    return out.toString();
  }

  /** Whether only spaces and signs of blocks stand on the line. */
  boolean isIndented() {
    return indented;
  }

  /** Goes to a column, on a new line if needed. */
  void indent(int to) {
    int target = Math.max(0, to);
    if (!indented || column > target || (column == target && !blank)) {
      newLine();
    }
    while (column < target) {
      put(' ');
    }
    blank = true;
    indented = true;
  }

  private void newLine() {
    out.append('\n');
    column = 0;
  }

  private void put(int c) {
    out.appendCodePoint(c);
    column++;
  }

  private void space() {
    if (!blank) {
      put(' ');
    }
    blank = false;
  }

  /** A sign behind which a block may begin on the same line. */
  void blockIndicator(String sign) {
    space();
    out.append(sign);
    column += sign.length();
  }

  void indicator(String sign) {
    blockIndicator(sign);
    indented = false;
  }

  void colon() {
    put(':');
    blank = false;
    indented = false;
  }

  void plain(String text, int indent, boolean breaks) {
    space();
    boolean afterSpace = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean spaceNext = next < text.length() && text.charAt(next) == ' ';
      if (c == ' ' && breaks && !afterSpace && column > WIDTH && !spaceNext) {
        indent(indent);
      } else {
        put(c);
      }
      afterSpace = c == ' ';
      if (!afterSpace) {
        indented = false;
      }
      i = next;
    }
    blank = false;
    indented = false;
  }

  void single(String text, int indent, boolean breaks) {
    space();
    put('\'');
    boolean afterSpace = false;
    boolean afterBreak = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean inside = i > 0 && next < text.length();
      boolean isBreak = c <= 0xFFFF && Analysis.isBreak((char) c);
      if (c == ' ') {
        boolean spaceNext = inside && text.charAt(next) == ' ';
        if (breaks && !afterSpace && column > WIDTH && inside && !spaceNext) {
          indent(indent);
        } else {
          put(c);
        }
      } else if (isBreak) {
        out.appendCodePoint(c);
        column = 0;
        indented = true;
      } else {
        if (afterBreak) {
          indent(indent);
        }
        put(c);
        if (c == '\'') {
          put(c);
        }
        indented = false;
      }
      afterSpace = c == ' ';
      afterBreak = isBreak;
      i = next;
    }
    put('\'');
    blank = false;
    indented = false;
  }

  void quoted(String text, int indent, boolean breaks) {
    space();
    put('"');
    boolean afterSpace = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean odd = !Analysis.isPrintable(text, i) || Analysis.isBreak((char) c);
      if (odd || c == '"' || c == '\\') {
        escape(c);
      } else if (c == ' '
          && breaks
          && !afterSpace
          && column > WIDTH
          && i > 0
          && next < text.length()) {
        indent(indent);
        if (text.charAt(next) == ' ') {
          put('\\');
        }
      } else {
        put(c);
      }
      afterSpace = c == ' ';
      i = next;
    }
    put('"');
    blank = false;
    indented = false;
  }

  private void escape(int c) {
    String sign =
        switch (c) {
          case 0 -> "0";
          case 7 -> "a";
          case 8 -> "b";
          case 9 -> "t";
          case 10 -> "n";
          case 11 -> "v";
          case 12 -> "f";
          case 13 -> "r";
          case 27 -> "e";
          case '"' -> "\"";
          case '\\' -> "\\";
          case 0x85 -> "N";
          case 0xA0 -> "_";
          case 0x2028 -> "L";
          case 0x2029 -> "P";
          default -> hex(c);
        };
    out.append('\\').append(sign);
    column += 1 + sign.length();
  }

  private static String hex(int c) {
    return String.format(Locale.ROOT, c <= 0xFF ? "x%02X" : c <= 0xFFFF ? "u%04X" : "U%08X", c);
  }

  void literal(String text, int indent) {
    space();
    put('|');
    char first = text.charAt(0);
    if (first == ' ' || Analysis.isBreak(first)) {
      put('2');
    }
    int last = text.length() - 1;
    if (!Analysis.isBreak(text.charAt(last))) {
      put('-');
    } else if (last == 0 || Analysis.isBreak(text.charAt(last - 1))) {
      put('+');
    }
    newLine();
    indented = true;
    blank = true;
    boolean afterBreak = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c <= 0xFFFF && Analysis.isBreak((char) c)) {
        out.appendCodePoint(c);
        column = 0;
        indented = true;
        blank = true;
        afterBreak = true;
      } else {
        if (afterBreak) {
          indent(indent);
        }
        put(c);
        indented = false;
        blank = false;
        afterBreak = false;
      }
      i += Character.charCount(c);
    }
  }
}
