package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the first document of a text. Used once. */
final class YamlReader {
  /** Collections may be nested as deeply. */
  private static final int MAX_DEPTH = 10_000;

  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<String, Read> anchors = new HashMap<>();
  private final Set<String> unfinished = new HashSet<>();
  private final Aliases aliases = new Aliases();
  private Value result = RegoNull.NULL;

  /** Whether the text ends within a line. */
  private boolean openEnd;

  /**
   * A value that was read.
   *
   * @param scalar if it is one
   * @param nodes how many values it consists of
   */
  record Read(Value value, Optional<Scalar> scalar, long nodes) {}

  Value read(String text) throws BuiltinException {
    YamlProblems.checkCharacters(text);
    YamlProblems.checkDirectives(text);
    openEnd = !text.endsWith("\n") && !text.endsWith("\r");
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setUseMarks(true).build();
    try {
      ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
      while (events.hasNext()) {
        Event event = events.next();
        if (event.getEventId() == Event.ID.DocumentEnd) {
          break;
        }
        take(event);
      }
    } catch (YamlEngineException e) {
      throw YamlProblems.of(e);
    }
    return result;
  }

  /** A block that ends with the text, without a line break, gets none from the library below. */
  private ScalarEvent asWritten(ScalarEvent scalar) {
    String value = scalar.getValue();
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    if (!block || !openEnd || !value.endsWith("\n") || !endsText(scalar)) {
      return scalar;
    }
    return new ScalarEvent(
        scalar.getAnchor(),
        scalar.getTag(),
        scalar.getImplicit(),
        value.substring(0, value.length() - 1),
        scalar.getScalarStyle(),
        scalar.getStartMark(),
        scalar.getEndMark());
  }

  private static boolean endsText(ScalarEvent scalar) {
    return scalar.getEndMark().filter(m -> m.getPointer() >= m.getBuffer().length).isPresent();
  }

  private void take(Event event) throws BuiltinException {
    switch (event.getEventId()) {
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        aliases.count(1);
        Scalar value = Tagged.scalar(asWritten(scalar));
        Value shown =
            value instanceof Scalar.Real r && !Double.isFinite(r.value())
                ? RegoNull.NULL
                : value.toValue();
        finish(scalar.getAnchor(), new Read(shown, Optional.of(value), 1));
      }
      case Alias -> finish(Optional.empty(), alias((AliasEvent) event));
      case SequenceStart, MappingStart -> {
        if (open.size() == MAX_DEPTH) {
          throw BuiltinException.failed("yaml: exceeded max depth of " + MAX_DEPTH);
        }
        aliases.count(1);
        CollectionStartEvent start = (CollectionStartEvent) event;
        start.getAnchor().ifPresent(a -> unfinished.add(a.getValue()));
        open.push(
            event.getEventId() == Event.ID.SequenceStart
                ? new Frame.Items(start.getAnchor())
                : new Frame.Pairs(start.getAnchor()));
      }
      case SequenceEnd, MappingEnd -> {
        Frame frame = open.pop();
        frame.anchor().ifPresent(a -> unfinished.remove(a.getValue()));
        finish(frame.anchor(), frame.done());
      }
      default -> {
        // the borders of the stream and of the document
      }
    }
  }

  private Read alias(AliasEvent event) throws BuiltinException {
    String name = event.getAlias().getValue();
    if (unfinished.contains(name)) {
      throw BuiltinException.failed("yaml: anchor '" + name + "' value contains itself");
    }
    Read read = anchors.get(name);
    if (read == null) {
      throw BuiltinException.failed("yaml: unknown anchor '" + name + "' referenced");
    }
    aliases.countAlias(read.nodes());
    return read;
  }

  private void finish(Optional<Anchor> anchor, Read read) throws BuiltinException {
    anchor.ifPresent(a -> anchors.put(a.getValue(), read));
    Frame frame = open.peek();
    if (frame != null) {
      frame.add(read);
      return;
    }
    checkNumber(read);
    result = read.value();
  }

  static void checkNumber(Read read) throws BuiltinException {
    if (read.scalar().isPresent()
        && read.scalar().get() instanceof Scalar.Real r
        && !Double.isFinite(r.value())) {
      String shown = Double.isNaN(r.value()) ? "NaN" : r.value() > 0 ? "+Inf" : "-Inf";
      throw BuiltinException.failed("json: unsupported value: " + shown);
    }
  }

  /** A collection that is not read to its end yet. */
  private sealed interface Frame {
    Optional<Anchor> anchor();

    void add(Read read) throws BuiltinException;

    Read done();

    /** A sequence. */
    final class Items implements Frame {
      private final Optional<Anchor> anchor;
      private final java.util.List<Value> items = new java.util.ArrayList<>();
      private long nodes = 1;

      Items(Optional<Anchor> anchor) {
        this.anchor = anchor;
      }

      @Override
      public Optional<Anchor> anchor() {
        return anchor;
      }

      @Override
      public void add(Read read) throws BuiltinException {
        checkNumber(read);
        items.add(read.value());
        nodes += read.nodes();
      }

      @Override
      public Read done() {
        return new Read(RegoArray.of(items), Optional.empty(), nodes);
      }
    }

    /** A mapping. */
    final class Pairs implements Frame {
      private final Optional<Anchor> anchor;
      private final RegoObject.Builder object = RegoObject.builder();
      private Optional<Scalar> key = Optional.empty();
      private long nodes = 1;

      Pairs(Optional<Anchor> anchor) {
        this.anchor = anchor;
      }

      @Override
      public Optional<Anchor> anchor() {
        return anchor;
      }

      @Override
      public void add(Read read) throws BuiltinException {
        nodes += read.nodes();
        if (key.isEmpty()) {
          if (read.scalar().isEmpty()) {
            throw BuiltinException.failed("yaml: invalid map key: " + GoSyntax.of(read.value()));
          }
          key = read.scalar();
          return;
        }
        Scalar name = key.get();
        key = Optional.empty();
        if (name instanceof Scalar.Merge) {
          merge(read.value());
          return;
        }
        checkNumber(read);
        if (name instanceof Scalar.Null) {
          throw BuiltinException.failed(
              "unsupported map key of type: %!s(<nil>), key: <nil>, value: "
                  + GoSyntax.shown(read.value()));
        }
        object.put(RegoString.of(name.key()), read.value());
      }

      /** Of several mappings the first counts most. */
      private void merge(Value value) throws BuiltinException {
        switch (value) {
          case RegoObject o -> object.putAll(o);
          case RegoArray a -> {
            for (int i = a.size() - 1; i >= 0; i--) {
              if (!(a.at(i) instanceof RegoObject o)) {
                throw noMapping();
              }
              object.putAll(o);
            }
          }
          default -> throw noMapping();
        }
      }

      private static BuiltinException noMapping() {
        return BuiltinException.failed(
            "yaml: map merge requires map or sequence of maps as the value");
      }

      @Override
      public Read done() {
        return new Read(object.build(), Optional.empty(), nodes);
      }
    }
  }
}
