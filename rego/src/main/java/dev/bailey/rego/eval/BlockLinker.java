package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.plan.Block;
import dev.bailey.rego.plan.Op;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.plan.Routine;
import dev.bailey.rego.plan.Sink;
import dev.bailey.rego.plan.Step;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Links the blocks of one rule or query. */
final class BlockLinker {
  /** So many steps in each other take about as much of the stack as a rule or call. */
  private static final int STEPS_OF_LEVEL = 8;

  private final Linker linker;
  private final IntSupplier sites;
  private final int result;
  private final String conflict;
  private final Location location;

  /**
   * @param sites numbers under which nodes may remember something in a context
   * @param result the slot into which a rule gives its value, or -1
   * @param conflict what to say if it gives two
   */
  private BlockLinker(
      Linker linker, IntSupplier sites, int result, String conflict, Location location) {
    this.linker = linker;
    this.sites = sites;
    this.result = result;
    this.conflict = conflict;
    this.location = location;
  }

  static BlockLinker ofQuery(Linker linker) {
    return new BlockLinker(linker, linker.sitesOfQuery(), -1, "", Location.NONE);
  }

  static BlockLinker ofIndex(Linker linker) {
    return new BlockLinker(linker, linker::site, -1, "", Location.NONE);
  }

  static BlockLinker ofClause(Linker linker, Routine routine, Routine.Clause clause) {
    return new BlockLinker(
        linker,
        linker::site,
        routine.frame(),
        RoutineNode.conflict(routine.document()),
        clause.location());
  }

  Link block(Block block) {
    List<Step> steps = block.steps();
    Link next = ended(steps, steps.size(), sink(block.sink()));
    Deque<Node> tests = new ArrayDeque<>();
    int nested = 0;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      Optional<Node> test = test(step);
      if (test.isPresent()) {
        tests.addFirst(test.get());
        continue;
      }
      next = link(step, sequence(tests, next));
      tests.clear();
      if (++nested % STEPS_OF_LEVEL == 0) {
        next = new Loops.Deeper(next);
      }
      if (step instanceof Step.Mark) {
        next = ended(steps, i, next);
      }
    }
    return sequence(tests, next);
  }

  /** Says that the expression of the last mark before a place has held. */
  private static Link ended(List<Step> steps, int end, Link next) {
    for (int i = end - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Mark(Point point)) {
        return new Marked.End(point, next);
      }
    }
    return next;
  }

  private static Link sequence(Deque<Node> tests, Link next) {
    return switch (tests.size()) {
      case 0 -> next;
      case 1 -> new Loops.One(tests.getFirst(), next);
      default -> new Loops.Sequence(tests.toArray(Node[]::new), next);
    };
  }

  /** A step that holds at most once and needs nothing of what follows it. */
  private Optional<Node> test(Step step) {
    return switch (step) {
      case Step.Bind s when s.slot() == Step.NOWHERE ->
          Optional.of(new Tests.Defined(node(s.value())));
      case Step.Bind s -> Optional.of(new Tests.Bind(s.slot(), node(s.value())));
      case Step.Let s -> Optional.of(new Tests.Let(s.slot(), node(s.value())));
      case Step.Test s -> Optional.of(condition(s.value()));
      case Step.Same s when s.left() instanceof Op.Const c ->
          Optional.of(same(c.value(), node(s.right())));
      case Step.Same s when s.right() instanceof Op.Const c ->
          Optional.of(same(c.value(), node(s.left())));
      case Step.Same s -> Optional.of(new Tests.Same(node(s.left()), node(s.right())));
      case Step.Shape s -> Optional.of(new Tests.Shape(node(s.value()), s.object(), s.size()));
      case Step.Not s -> Optional.of(new Tests.Not(block(s.block())));
      case Step.Every s ->
          Optional.of(new Tests.Every(node(s.domain()), s.key(), s.value(), block(s.block())));
      default -> Optional.empty();
    };
  }

  private static Node same(Value constant, Node other) {
    return constant instanceof RegoString s
        ? new Tests.SameString(s, other)
        : new Tests.SameConstant(constant, other);
  }

  private Link link(Step step, Link next) {
    return switch (step) {
      case Step.Scan s ->
          new Loops.Scan(node(s.collection()), s.key(), s.value(), s.ordered(), next);
      case Step.Join s -> join(s, next);
      case Step.ScanKeys s ->
          new Loops.ScanKeys(linker.document(s.document()), nodes(s.keys()), s.key(), next);
      case Step.Relate s -> relate(s, next);
      case Step.Enter s ->
          new Withs.Enter(
              s.replacements().stream().map(this::change).toArray(Withs.Change[]::new), next);
      case Step.Leave s -> new Withs.Leave(next);
      case Step.Mark s -> new Marked(s.point(), next);
      default -> throw new IllegalStateException("a test: " + step);
    };
  }

  private Link join(Step.Join step, Link next) {
    Value[][] paths =
        step.paths().stream().map(p -> p.toArray(Value[]::new)).toArray(Value[][]::new);
    return new Join(
        node(step.collection()),
        step.key(),
        step.value(),
        paths,
        nodes(step.wanted()),
        sites.getAsInt(),
        isBase(step.collection()),
        next);
  }

  private static boolean isBase(Op op) {
    Op at = op;
    while (at instanceof Op.Get get) {
      at = get.of();
    }
    return at instanceof Op.Base;
  }

  /** A node that is only asked whether it holds. */
  private Node condition(Op op) {
    if (op instanceof Op.Invoke call
        && call.arguments().size() == 2
        && !linker.plan().isReplaced(call.builtin())) {
      Optional<Comparisons.Relation> relation = Comparisons.relation(call.builtin());
      if (relation.isPresent()) {
        return new Comparisons.Compare(
            relation.get(), node(call.arguments().get(0)), node(call.arguments().get(1)));
      }
      if (call.builtin().equals("internal.member_2")) {
        return new Comparisons.Member(node(call.arguments().get(0)), node(call.arguments().get(1)));
      }
    }
    return node(op);
  }

  private Link relate(Step.Relate step, Link next) {
    Builtin builtin = linker.plan().options().builtins().find(step.builtin()).orElseThrow();
    BuiltinCode.Relation code = (BuiltinCode.Relation) builtin.code();
    return new Loops.Relate(
        builtin, code, nodes(step.arguments()), step.result(), step.location(), next);
  }

  private Withs.Change change(Step.Replacement replacement) {
    return switch (replacement) {
      case Step.Replacement.OfInput r -> new Withs.OfInput(r.path(), node(r.value()));
      case Step.Replacement.OfData r -> new Withs.OfData(r.path(), node(r.value()));
      case Step.Replacement.ByValue r ->
          new Withs.OfFunction(target(r.target()), node(r.value()), null);
      case Step.Replacement.ByFunction r ->
          new Withs.OfFunction(
              target(r.target()), new Values.Constant(RegoNull.NULL), callable(r.other()));
    };
  }

  private static Object target(Step.Callee callee) {
    return switch (callee) {
      case Step.Callee.OfBuiltin b -> b.name();
      case Step.Callee.OfProgram f -> f.function();
    };
  }

  private Mocks.Callable callable(Step.Callee callee) {
    return switch (callee) {
      case Step.Callee.OfBuiltin b ->
          new Calls.Invoke(
              linker.plan().options().builtins().find(b.name()).orElseThrow(),
              new Node[0],
              location);
      case Step.Callee.OfProgram f -> linker.document(f.function());
    };
  }

  private Link sink(Sink sink) {
    return switch (sink) {
      case Sink.Exists s -> new Sinks.Exists();
      case Sink.Give s -> new Sinks.Give(node(s.value()), s.last(), result, conflict, location);
      case Sink.Append s -> new Sinks.Append(node(s.item()));
      case Sink.Add s -> new Sinks.Add(node(s.member()));
      case Sink.Put s -> new Sinks.Put(node(s.key()), node(s.value()), result, s.location());
      case Sink.PutAt s ->
          new Sinks.PutAt(nodes(s.path()), node(s.value()), s.member(), result, s.location());
      case Sink.Row s -> new Sinks.Row(nodes(s.columns()));
    };
  }

  private Node[] nodes(List<Op> ops) {
    return ops.stream().map(this::node).toArray(Node[]::new);
  }

  Node node(Op op) {
    return switch (op) {
      case Op.Const o -> new Values.Constant(o.value());
      case Op.Local o -> new Values.Local(o.slot());
      case Op.Input o -> new Values.Input();
      case Op.Base o -> new Values.BasePath(nodes(o.path()));
      case Op.Get o -> get(o);
      case Op.ArrayOf o -> new Values.ArrayOf(nodes(o.items()));
      case Op.SetOf o -> new Values.SetOf(nodes(o.items()));
      case Op.ObjectOf o -> new Values.ObjectOf(nodes(o.keys()), nodes(o.values()));
      case Op.Read o when o.keys().isEmpty() -> new Reads.Whole(linker.document(o.document()));
      case Op.Read o -> new Reads.Part(linker.document(o.document()), nodes(o.keys()));
      case Op.Apply o -> new Calls.Apply(linker.document(o.function()), nodes(o.arguments()));
      case Op.Invoke o -> invoke(o);
      case Op.Collect o -> collect(o.block());
      case Op.Remember o when !linker.plan().options().optimisations().memo() -> node(o.value());
      case Op.Remember o ->
          new Remembered(
              node(o.value()),
              o.slots().stream().mapToInt(Integer::intValue).toArray(),
              sites.getAsInt());
    };
  }

  private Node invoke(Op.Invoke op) {
    Node[] arguments = nodes(op.arguments());
    Builtin builtin = linker.plan().options().builtins().find(op.builtin()).orElse(null);
    if (builtin == null) {
      return new Calls.Missing(op.builtin(), op.location());
    }
    if (linker.plan().isReplaced(op.builtin())) {
      return new Calls.Invoke(builtin, arguments, op.location());
    }
    return switch (builtin.code()) {
      case BuiltinCode.Unary code ->
          new Invocations.OfOne(op.builtin(), code, arguments[0], op.location());
      case BuiltinCode.Binary code ->
          new Invocations.OfTwo(op.builtin(), code, arguments[0], arguments[1], op.location());
      case BuiltinCode.Ternary code ->
          new Invocations.OfThree(op.builtin(), code, arguments, op.location());
      default -> new Calls.Invoke(builtin, arguments, op.location());
    };
  }

  private Node collect(Block block) {
    Link link = new BlockLinker(linker, sites, -1, conflict, location).block(block);
    return switch (block.sink()) {
      case Sink.Append s -> new Gather.OfArray(link);
      case Sink.Add s -> new Gather.OfSet(link);
      case Sink.Put s -> new Gather.OfObject(link);
      default -> throw new IllegalStateException("gathers nothing: " + block.sink());
    };
  }

  private Node get(Op.Get op) {
    List<Op> path = new ArrayList<>();
    Op start = op;
    while (start instanceof Op.Get(Op of, Op key)) {
      path.addFirst(key);
      start = of;
    }
    if (start instanceof Op.Input && path.stream().allMatch(key -> key instanceof Op.Const)) {
      return new Values.InputPath(
          path.stream().map(key -> ((Op.Const) key).value()).toArray(Value[]::new));
    }
    if (op.of() instanceof Op.Local(int slot) && op.key() instanceof Op.Const c) {
      return new Values.GetOfLocal(slot, c.value());
    }
    Node of = node(op.of());
    return op.key() instanceof Op.Const c
        ? new Values.GetConstant(of, c.value())
        : new Values.Get(of, node(op.key()));
  }
}
