package dev.bailey.rego.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the part of YAML that people use in metadata: mappings and sequences by indentation or in
 * brackets, plain and quoted scalars over several lines, blocks of text. Anchors, tags and complex
 * keys are refused by name.
 */
final class Yaml {
  private static final int MAX_DEPTH = 64;

  private final YamlText text;
  private final YamlScalars scalars;
  private int depth;

  private Yaml(String source) {
    this.text = new YamlText(source);
    this.scalars = new YamlScalars(text);
  }

  /**
   * Reads one document.
   *
   * @throws YamlFailure if it is not well formed
   */
  static YamlNode read(String source) {
    Yaml reader = new Yaml(source);
    reader.text.skipToContent();
    if (reader.isDocumentStart()) {
      reader.text.skipLine();
    }
    YamlNode node = reader.block(-1, false);
    reader.text.skipToContent();
    if (!reader.text.atEnd()) {
      throw reader.text.fail("did not find expected key");
    }
    return node;
  }

  private boolean isDocumentStart() {
    return text.peek() == '-' && text.peek(1) == '-' && text.peek(2) == '-' && text.isGapAfter(3);
  }

  /** What stands deeper than {@code parent}; a sequence of a mapping may stand at its column. */
  private YamlNode block(int parent, boolean inMapping) {
    text.skipToContent();
    boolean dash = text.peek() == '-' && text.isGapAfter(1);
    int column = text.column();
    boolean here = column > parent || (inMapping && dash && column == parent);
    if (text.atEnd() || !here) {
      return new YamlNode.Scalar("", true, text.line());
    }
    if (++depth > MAX_DEPTH) {
      throw text.fail("nested too deeply");
    }
    YamlNode node;
    if (dash) {
      node = sequence(column);
    } else if (startsKey()) {
      node = mapping(column);
    } else {
      node = inline(parent);
    }
    depth--;
    return node;
  }

  private YamlNode sequence(int column) {
    int line = text.line();
    List<YamlNode> items = new ArrayList<>();
    do {
      if (text.peek() != '-' || !text.isGapAfter(1)) {
        throw text.fail("did not find expected '-' indicator");
      }
      text.take();
      items.add(block(column, false));
      text.skipToContent();
    } while (!text.atEnd() && text.column() == column && text.peek() == '-' && text.isGapAfter(1));
    if (!text.atEnd() && text.column() > column) {
      throw text.fail("did not find expected '-' indicator");
    }
    return new YamlNode.Sequence(items, line);
  }

  private YamlNode mapping(int column) {
    int line = text.line();
    List<YamlNode.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    do {
      int keyLine = text.line();
      if (!startsKey()) {
        throw text.fail("could not find expected ':'");
      }
      String key = scalars.key();
      if (!keys.add(key)) {
        throw text.fail("mapping key \"" + key + "\" already defined");
      }
      text.skipSpaces();
      text.take();
      entries.add(new YamlNode.Entry(key, value(column), keyLine));
      text.skipToContent();
    } while (!text.atEnd() && text.column() == column);
    if (!text.atEnd() && text.column() > column) {
      throw text.fail("did not find expected key");
    }
    return new YamlNode.Mapping(entries, line);
  }

  private YamlNode value(int column) {
    int line = text.line();
    text.skipSpaces();
    if (text.peek() == '\n' || text.peek() == '#') {
      text.skipToContent();
      return text.line() == line ? inline(column) : block(column, true);
    }
    if (text.peek() == '-' && text.isGapAfter(1)) {
      throw text.fail("block sequence entries are not allowed in this context");
    }
    return inline(column);
  }

  /** A value that begins here and is no block of lines by indentation. */
  private YamlNode inline(int parent) {
    return switch (text.peek()) {
      case '[', '{' -> {
        YamlNode node = flow();
        text.endLine();
        yield node;
      }
      case '|', '>' -> scalars.lines(parent);
      case '"', '\'' -> {
        YamlNode node = scalars.quoted();
        text.endLine();
        yield node;
      }
      default -> scalars.plain(parent);
    };
  }

  /** Whether a key of a mapping begins here: a scalar and a colon in one line. */
  private boolean startsKey() {
    char quote = text.peek();
    int i = 0;
    if (quote == '"' || quote == '\'') {
      i = 1;
      while (text.peek(i) != quote && text.peek(i) != '\n') {
        i += text.peek(i) == '\\' && quote == '"' ? 2 : 1;
      }
      i++;
      while (text.peek(i) == ' ') {
        i++;
      }
      return text.peek(i) == ':' && text.isGapAfter(i + 1);
    }
    if (quote == '[' || quote == '{' || quote == '|' || quote == '>') {
      return false;
    }
    while (text.peek(i) != '\n') {
      if (text.peek(i) == ':' && text.isGapAfter(i + 1)) {
        return true;
      }
      if (text.peek(i) == ' ' && text.peek(i + 1) == '#') {
        return false;
      }
      i++;
    }
    return false;
  }

  private YamlNode flow() {
    if (++depth > MAX_DEPTH) {
      throw text.fail("nested too deeply");
    }
    YamlNode node =
        switch (text.peek()) {
          case '[' -> flowSequence();
          case '{' -> flowMapping();
          case '"', '\'' -> scalars.quoted();
          default -> scalars.flowPlain();
        };
    depth--;
    return node;
  }

  private YamlNode flowSequence() {
    int line = text.line();
    List<YamlNode> items = new ArrayList<>();
    text.take();
    while (more(']')) {
      int itemLine = text.line();
      YamlNode item = flow();
      text.skipToContent();
      if (text.peek() == ':' && item instanceof YamlNode.Scalar key) {
        YamlNode.Entry entry = new YamlNode.Entry(key.text(), flowValue(), itemLine);
        item = new YamlNode.Mapping(List.of(entry), itemLine);
      }
      items.add(item);
      separator(']');
    }
    return new YamlNode.Sequence(items, line);
  }

  private YamlNode flowMapping() {
    int line = text.line();
    List<YamlNode.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    text.take();
    while (more('}')) {
      int keyLine = text.line();
      if (!(flow() instanceof YamlNode.Scalar key)) {
        throw text.fail("complex keys are not supported");
      }
      if (!keys.add(key.text())) {
        throw text.fail("mapping key \"" + key.text() + "\" already defined");
      }
      text.skipToContent();
      YamlNode value =
          text.peek() == ':' ? flowValue() : new YamlNode.Scalar("", true, text.line());
      entries.add(new YamlNode.Entry(key.text(), value, keyLine));
      separator('}');
    }
    return new YamlNode.Mapping(entries, line);
  }

  private YamlNode flowValue() {
    text.take();
    text.skipToContent();
    char c = text.peek();
    return c == ',' || c == ']' || c == '}' ? new YamlNode.Scalar("", true, text.line()) : flow();
  }

  private boolean more(char close) {
    text.skipToContent();
    if (text.atEnd()) {
      throw text.fail("did not find expected node content");
    }
    if (text.peek() != close) {
      return true;
    }
    text.take();
    return false;
  }

  private void separator(char close) {
    text.skipToContent();
    if (text.peek() == ',') {
      text.take();
    } else if (text.peek() != close || text.atEnd()) {
      throw text.fail("did not find expected ',' or '" + close + "'");
    }
  }
}
