package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.template.Node.Data;
import dev.bailey.rego.builtin.template.Node.Item;
import dev.bailey.rego.builtin.template.Node.Missing;
import dev.bailey.rego.builtin.template.Node.Whole;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Renders one template with one object. Every step is accounted for. */
final class Rendering {
  private static final int MAX_INCLUDES = 200;

  private final Template template;
  private final CallContext context;
  private final StringBuilder out = new StringBuilder();
  private final List<Binding> variables = new ArrayList<>();
  private int includes;

  /** A variable. */
  private static final class Binding {
    private final String name;
    private Item value;

    Binding(String name, Item value) {
      this.name = name;
      this.value = value;
    }
  }

  /** How a part ends. */
  private enum Flow {
    ON,
    NEXT_ROUND,
    LEAVE
  }

  private Rendering(Template template, CallContext context) {
    this.template = template;
    this.context = context;
  }

  static String render(Template template, RegoObject values, CallContext context)
      throws BuiltinException {
    Rendering rendering = new Rendering(template, context);
    Item dot = new Data(values);
    rendering.variables.add(new Binding("$", dot));
    try {
      rendering.run(template.nodes(), dot);
    } catch (BuiltinException e) {
      throw BuiltinException.failed(
          "template: template:1: executing \"template\": " + e.getMessage());
    }
    return rendering.out.toString();
  }

  private Flow run(List<Node> nodes, Item dot) throws BuiltinException {
    int mark = variables.size();
    Flow flow = Flow.ON;
    for (int i = 0; i < nodes.size() && flow == Flow.ON; i++) {
      flow = run(nodes.get(i), dot);
    }
    forget(mark);
    return flow;
  }

  private void forget(int mark) {
    while (variables.size() > mark) {
      variables.removeLast();
    }
  }

  private void write(String text) {
    context.spend(1 + text.length());
    out.append(text);
  }

  private Flow run(Node node, Item dot) throws BuiltinException {
    switch (node) {
      case Node.Text t -> write(t.text());
      case Node.Action a -> {
        Item value = pipe(a.pipe(), dot);
        if (a.pipe().variables().isEmpty()) {
          write(Show.alone(value));
        }
      }
      case Node.If branch -> {
        int mark = variables.size();
        boolean holds = Show.isTrue(pipe(branch.pipe(), dot));
        Flow flow = run(holds ? branch.then() : branch.otherwise(), dot);
        forget(mark);
        return flow;
      }
      case Node.With with -> {
        int mark = variables.size();
        Item value = pipe(with.pipe(), dot);
        Flow flow = Show.isTrue(value) ? run(with.then(), value) : run(with.otherwise(), dot);
        forget(mark);
        return flow;
      }
      case Node.Range range -> {
        return loop(range, dot);
      }
      case Node.Include include -> include(include, dot);
      case Node.Leave leave -> {
        return leave.round() ? Flow.NEXT_ROUND : Flow.LEAVE;
      }
    }
    return Flow.ON;
  }

  private void include(Node.Include include, Item dot) throws BuiltinException {
    List<Node> nodes = template.named().get(include.name());
    if (nodes == null) {
      throw BuiltinException.failed("template \"" + include.name() + "\" not defined");
    }
    if (++includes > MAX_INCLUDES) {
      throw BuiltinException.failed("exceeded maximum template depth (" + MAX_INCLUDES + ")");
    }
    Item argument = include.pipe().isPresent() ? pipe(include.pipe().get(), dot) : Missing.MISSING;
    List<Binding> outer = new ArrayList<>(variables);
    variables.clear();
    variables.add(new Binding("$", argument));
    run(nodes, argument);
    variables.clear();
    variables.addAll(outer);
    includes--;
  }

  private Flow loop(Node.Range range, Item dot) throws BuiltinException {
    int mark = variables.size();
    Item over = pipe(new Node.Pipe(List.of(), false, range.pipe().commands()), dot);
    boolean any = false;
    Flow flow = Flow.ON;
    long size = size(over);
    for (long i = 0; i < size && flow != Flow.LEAVE; i++) {
      any = true;
      Item key = key(over, i);
      Item value = value(over, i);
      bind(range.pipe(), key, value);
      flow = run(range.body(), value);
      if (range.pipe().declares()) {
        forget(mark);
      }
    }
    return any ? Flow.ON : run(range.otherwise(), dot);
  }

  private static long size(Item over) throws BuiltinException {
    return switch (over) {
      case Missing m -> 0;
      case Whole w -> Math.max(0, w.value());
      case Data d when d.value() instanceof RegoArray || d.value() instanceof RegoObject ->
          d.value().size();
      case Data d when d.value() instanceof RegoNull -> 0;
      default -> throw BuiltinException.failed("range can't iterate over " + Show.text(over));
    };
  }

  private static Item key(Item over, long i) {
    return over instanceof Data d && d.value() instanceof RegoObject o
        ? new Data(o.keyAt((int) i))
        : new Whole(i);
  }

  private static Item value(Item over, long i) {
    return over instanceof Data d
        ? new Data(
            switch (d.value()) {
              case RegoArray a -> a.at((int) i);
              case RegoObject o -> o.valueAt((int) i);
              default -> RegoNull.NULL;
            })
        : new Whole(i);
  }

  /** One variable takes the value, two take the key and the value. */
  private void bind(Node.Pipe pipe, Item key, Item value) throws BuiltinException {
    List<String> names = pipe.variables();
    if (names.size() == 2) {
      set(names.get(0), pipe.declares(), key);
      set(names.get(1), pipe.declares(), value);
    } else if (names.size() == 1) {
      set(names.getFirst(), pipe.declares(), value);
    }
  }

  private void set(String name, boolean declares, Item value) throws BuiltinException {
    if (declares) {
      variables.add(new Binding(name, value));
    } else {
      find(name).value = value;
    }
  }

  private Binding find(String name) throws BuiltinException {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name.equals(name)) {
        return variables.get(i);
      }
    }
    throw BuiltinException.failed("undefined variable \"" + name + "\"");
  }

  private Item pipe(Node.Pipe pipe, Item dot) throws BuiltinException {
    Item value = null;
    for (Node.Command command : pipe.commands()) {
      context.spend(1);
      value = command(command, value, dot);
    }
    Item result = value == null ? Missing.MISSING : value;
    for (String name : pipe.variables()) {
      set(name, pipe.declares(), result);
    }
    return result;
  }

  private Item command(
      Node.Command command, @org.jspecify.annotations.Nullable Item piped, Item dot)
      throws BuiltinException {
    List<Node.Operand> words = command.words();
    if (words.getFirst() instanceof Node.Function(String name)) {
      return function(name, words.subList(1, words.size()), piped, dot);
    }
    if (words.size() > 1 || piped != null) {
      throw BuiltinException.failed("can't give argument to non-function");
    }
    if (words.getFirst() instanceof Node.Literal(Data(RegoNull n))) {
      throw BuiltinException.failed("nil is not a command");
    }
    return operand(words.getFirst(), dot);
  }

  /** The logical ones look at no more arguments than they need. */
  private Item function(
      String name,
      List<Node.Operand> words,
      @org.jspecify.annotations.Nullable Item piped,
      Item dot)
      throws BuiltinException {
    boolean logical = name.equals("and") || name.equals("or");
    List<Item> arguments = new ArrayList<>();
    for (Node.Operand word : words) {
      Item value = operand(word, dot);
      if (logical && Show.isTrue(value) == name.equals("or")) {
        return value;
      }
      arguments.add(value);
    }
    if (piped != null) {
      arguments.add(piped);
    }
    if (logical) {
      Functions.count(name, arguments, 1, Integer.MAX_VALUE);
      return arguments.getLast();
    }
    return Functions.call(name, arguments, context);
  }

  private Item operand(Node.Operand operand, Item dot) throws BuiltinException {
    return switch (operand) {
      case Node.Field f -> members(dot, f.names());
      case Node.Variable v -> members(find(v.name()).value, v.fields());
      case Node.Literal l -> l.value();
      case Node.Nested n -> members(pipe(n.pipe(), dot), n.fields());
      case Node.Function f -> function(f.name(), List.of(), null, dot);
    };
  }

  private static Item members(Item item, List<String> names) throws BuiltinException {
    Item at = item;
    for (String name : names) {
      at =
          switch (at) {
            case Missing m -> Missing.MISSING;
            case Data d when d.value() instanceof RegoObject o -> {
              Value found = o.get(name);
              yield found == null ? Missing.MISSING : new Data(found);
            }
            case Data d when d.value() instanceof RegoNull ->
                throw BuiltinException.failed("nil pointer evaluating interface {}." + name);
            default ->
                throw BuiltinException.failed(
                    "can't evaluate field " + name + " in type interface {}");
          };
    }
    return at;
  }
}
