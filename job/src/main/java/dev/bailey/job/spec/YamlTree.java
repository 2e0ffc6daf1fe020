package dev.bailey.job.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds the node tree from the events of the YAML parser. No tag is resolved, no alias followed
 * and no object constructed, so a file costs no more than its length.
 */
final class YamlTree {
  private final String text;
  private final Problems problems;
  private final Iterator<Event> events;
  private Event last = new StreamStartEvent();

  private YamlTree(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("job")
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(SpecLimits.MAX_FILE_BYTES)
            .build();
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** The only document of the text; empty if it has none or its syntax is broken. */
  static Optional<Node> of(String text, Problems problems) {
    YamlTree tree = new YamlTree(text, problems);
    try {
      return tree.document();
    } catch (TooDeep deep) {
      problems.add(deep.line, deep.column, "nested deeper than " + SpecLimits.MAX_DEPTH);
    } catch (MarkedYamlEngineException broken) {
      tree.syntax(broken);
    } catch (YamlEngineException broken) {
      String reason = Shown.line(String.valueOf(broken.getMessage()), 200);
      Optional<Mark> after = tree.last.getEndMark();
      problems.add(
          after.map(Mark::getLine).orElse(0) + 1,
          after.map(Mark::getColumn).orElse(0) + 1,
          "not YAML after this place: " + reason);
    }
    return Optional.empty();
  }

  /**
   * The next event. The parser's own failures are {@link YamlEngineException}; for broken escapes
   * it also lets exceptions of the JDK through, which mean the same.
   */
  private Event next() {
    try {
      last = events.next();
      return last;
    } catch (YamlEngineException broken) {
      throw broken;
    } catch (RuntimeException broken) {
      throw new YamlEngineException("broken escape or character", broken);
    }
  }

  private Optional<Node> document() {
    Optional<Node> root = Optional.empty();
    while (last.getEventId() != Event.ID.StreamEnd) {
      Event event = next();
      if (event instanceof DocumentStartEvent start) {
        directives(start);
        if (root.isPresent()) {
          problems.add(line(start), column(start), "a second document begins; write only one");
          return root;
        }
        root = Optional.of(node(next(), 1));
      }
    }
    if (root.isEmpty()) {
      problems.add(1, 1, "the file is empty; write at least name, image and command");
    }
    return root;
  }

  private void directives(DocumentStartEvent start) {
    if (!start.getTags().isEmpty()) {
      problems.add(line(start), column(start), "%TAG: tags are not accepted; remove the line");
    }
    start
        .getSpecVersion()
        .filter(v -> v.getMajor() != 1 || v.getMinor() != 2)
        .ifPresent(v ->
            problems.add(line(start), column(start), "%YAML: only version 1.2 is read; remove it"));
  }

  private Node node(Event event, int depth) {
    if (event instanceof AliasEvent) {
      problems.add(line(event), column(event), "aliases (*name) are not accepted; write it out");
      return new Node.Scalar(line(event), column(event), "", Node.Kind.BROKEN);
    }
    if (event instanceof NodeEvent any && any.getAnchor().isPresent()) {
      problems.add(line(event), column(event), "anchors (&name) are not accepted; remove it");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case CollectionStartEvent start -> collection(start, depth);
      default -> throw new IllegalStateException("no node begins with " + event.getEventId());
    };
  }

  private Node.Scalar scalar(ScalarEvent event) {
    event.getTag().ifPresent(tag -> tagged(event, tag));
    String value = event.getValue();
    if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      problems.add(line(event), column(event), "text contains half of a surrogate pair");
      return new Node.Scalar(line(event), column(event), "", Node.Kind.BROKEN);
    }
    Node.Kind kind = event.isPlain() ? CoreSchema.kind(value) : Node.Kind.TEXT;
    return new Node.Scalar(line(event), column(event), value, kind);
  }

  private Node collection(CollectionStartEvent start, int depth) {
    start.getTag().ifPresent(tag -> tagged(start, tag));
    if (depth > SpecLimits.MAX_DEPTH) {
      throw new TooDeep(line(start), column(start));
    }
    return start.getEventId() == Event.ID.SequenceStart
        ? items(start, depth)
        : fields(start, depth);
  }

  private Node items(Event start, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event next = next(); !ends(next); next = next()) {
      items.add(node(next, depth + 1));
    }
    return new Node.Items(line(start), column(start), items);
  }

  private Node fields(Event start, int depth) {
    Map<String, Integer> seen = new HashMap<>();
    List<Node.Field> fields = new ArrayList<>();
    for (Event next = next(); !ends(next); next = next()) {
      boolean plain = next instanceof ScalarEvent s && s.isPlain();
      Node key = node(next, depth + 1);
      Node value = node(next(), depth + 1);
      if (accepted(key, plain, seen)) {
        fields.add(new Node.Field((Node.Scalar) key, value));
      }
    }
    return new Node.Fields(line(start), column(start), fields);
  }

  private boolean accepted(Node node, boolean plain, Map<String, Integer> seen) {
    if (!(node instanceof Node.Scalar key)) {
      problems.add(node, "a list or map cannot be the name of a field");
      return false;
    }
    if (key.kind() == Node.Kind.BROKEN) {
      return false;
    }
    if (plain && key.text().equals("<<")) {
      problems.add(key, "<<: merge keys are not accepted; write the fields out");
      return false;
    }
    Integer first = seen.putIfAbsent(key.text(), key.line());
    if (first != null) {
      String name = Shown.line(key.text(), SpecLimits.MAX_QUOTED);
      problems.add(key, name + ": given twice, first in line " + first);
    }
    return first == null;
  }

  private void tagged(Event event, String tag) {
    String shown = Shown.line(tag, SpecLimits.MAX_QUOTED);
    problems.add(line(event), column(event), "tags are not accepted; remove " + shown);
  }

  private void syntax(MarkedYamlEngineException broken) {
    int line = broken.getProblemMark().map(Mark::getLine).orElse(0);
    int column = broken.getProblemMark().map(Mark::getColumn).orElse(0);
    List<String> lines = text.lines().toList();
    String here = line < lines.size() ? lines.get(line) : "";
    int tab = here.indexOf('\t');
    if (tab >= 0 && here.substring(0, tab).isBlank()) {
      problems.add(line + 1, tab + 1, "tab in the indentation; YAML wants spaces");
      return;
    }
    String reason = String.valueOf(broken.getProblem());
    problems.add(line + 1, column + 1, "not YAML: " + Shown.line(reason, 200));
  }

  private static boolean ends(Event event) {
    return event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Event event) {
    return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
  }

  /** Unwinds the descent; never leaves this class. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int line;
    private final int column;

    TooDeep(int line, int column) {
      super("too deep", null, false, false);
      this.line = line;
      this.column = column;
    }
  }
}
