package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import dev.bailey.rego.check.CoreRule;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.plan.Document.Definition;
import dev.bailey.rego.plan.Routine.Clause;
import dev.bailey.rego.plan.Routine.Ending;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans the rules of a document for a number of known keys, or those of a function. */
final class RoutinePlanner {
  private final Plan plan;
  private final Document document;
  private final int parameters;
  private final Ending ending;
  private final boolean early;
  private final Effort effort;
  private int frame;
  private boolean costly;

  RoutinePlanner(Plan plan, Document document, int parameters) {
    this.plan = plan;
    this.document = document;
    this.parameters = parameters;
    this.ending = ending();
    this.early =
        ending == Ending.EXISTS
            || (plan.options().optimisations().earlyExit()
                && ending == Ending.VALUE
                && sameConstant() != null);
    this.effort = new Effort(plan.options().limits());
    this.frame = parameters;
  }

  Routine plan() {
    List<Clause> clauses = new ArrayList<>();
    List<Clause> fallbacks = new ArrayList<>();
    for (Definition d : document.definitions()) {
      if (!d.rule().isDefault()) {
        clauses.add(clause(d.rule(), d.keys()));
      } else if (ending == Ending.VALUE && document.kind() != Document.Kind.OBJECT) {
        fallbacks.add(clause(d.rule(), d.keys()));
      }
    }
    Optional<Index> index =
        plan.options().optimisations().index()
            ? new Indexer(plan).index(clauses, parameters)
            : Optional.empty();
    return new Routine(
        document, ending, parameters, frame, clauses, fallbacks, index, early, costly);
  }

  private Ending ending() {
    if (document.kind() != Document.Kind.OBJECT) {
      return document.kind() != Document.Kind.SET
          ? Ending.VALUE
          : parameters == 0 ? Ending.SET : Ending.EXISTS;
    }
    List<Definition> all = document.definitions();
    int length = all.getFirst().keys().size();
    boolean multi = all.getFirst().multi();
    if (all.stream().anyMatch(d -> d.keys().size() != length || d.multi() != multi)) {
      return Ending.NESTED;
    }
    return switch (length - parameters) {
      case -1 -> Ending.EXISTS;
      case 0 -> multi ? Ending.SET : Ending.VALUE;
      case 1 -> multi ? Ending.NESTED : Ending.OBJECT;
      default -> Ending.NESTED;
    };
  }

  private Clause clause(CoreRule rule, List<Term> keys) {
    effort.at(rule.location());
    Scope scope = new Scope(parameters);
    List<Step> steps = new ArrayList<>();
    Patterns patterns = new Patterns(scope, steps);
    List<Term> known =
        rule.kind() == CoreRule.Kind.FUNCTION
            ? rule.arguments()
            : Stream.concat(keys.stream(), Stream.of(rule.value())).limit(parameters).toList();
    Map<Integer, Term> late = new LinkedHashMap<>();
    for (int i = 0; i < known.size(); i++) {
      if (rule.kind() != CoreRule.Kind.FUNCTION && patterns.needsValues(known.get(i))) {
        late.put(i, known.get(i));
      } else {
        patterns.match(known.get(i), i);
      }
    }
    List<Term> rest =
        rule.kind() == CoreRule.Kind.FUNCTION || parameters > keys.size()
            ? List.of()
            : keys.subList(parameters, keys.size());
    BodyPlanner bodies = new BodyPlanner(plan, rule.names(), effort);
    if (plan.options().marks()) {
      steps.addFirst(mark(Point.Kind.RULE, rule, rule.location(), Map.of()));
    }
    Block planned =
        bodies.block(steps, rule.body(), scope, s -> sink(rule, rest, new Patterns(s, List.of())));
    for (Map.Entry<Integer, Term> key : late.entrySet()) {
      Op value = new Patterns(scope, List.of()).value(key.getValue());
      planned = with(planned, new Step.Same(value, new Op.Local(key.getKey())));
    }
    if (plan.options().marks()) {
      Location head = rule.source().head().location();
      planned = with(planned, mark(Point.Kind.HEAD, rule, head, bodies.locals(scope)));
    }
    Block block = bodies.finish(planned, scope);
    frame = Math.max(frame, scope.size());
    costly |= Uses.isCostly(block);
    Optional<Clause> otherwise = rule.otherwise().map(next -> clause(next, retained(next, keys)));
    return new Clause(block, otherwise, rule.location());
  }

  private Step mark(
      Point.Kind kind, CoreRule rule, Location location, Map<String, Integer> locals) {
    StringBuilder path = new StringBuilder("data");
    rule.path()
        .forEach(step -> path.append('.').append(step instanceof RegoString s ? s.text() : step));
    return new Step.Mark(plan.point(kind, path.toString(), location, locals));
  }

  private static Block with(Block block, Step last) {
    List<Step> steps = new ArrayList<>(block.steps());
    steps.add(last);
    return new Block(steps, block.sink());
  }

  /** The keys of the rule after {@code else}: constant steps before its own are kept. */
  private static List<Term> retained(CoreRule next, List<Term> keys) {
    List<Term> all = new ArrayList<>(keys.subList(0, keys.size() - next.keys().size()));
    all.addAll(next.keys());
    return all;
  }

  private Sink sink(CoreRule rule, List<Term> rest, Patterns patterns) {
    return switch (ending) {
      case VALUE -> new Sink.Give(patterns.value(rule.value()), early || givesConstant(rule));
      case SET -> new Sink.Add(patterns.value(rule.value()));
      case OBJECT ->
          new Sink.Put(
              patterns.value(rest.getFirst()), patterns.value(rule.value()), rule.location());
      case NESTED ->
          new Sink.PutAt(
              patterns.values(rest),
              patterns.value(rule.value()),
              rule.kind() == CoreRule.Kind.MULTI,
              rule.location());
      case EXISTS -> new Sink.Exists();
    };
  }

  private boolean givesConstant(CoreRule rule) {
    return plan.options().optimisations().earlyExit() && rule.value() instanceof Term.Constant;
  }

  /** The value that all definitions have in common, if it is one constant. */
  private @Nullable Value sameConstant() {
    Value common = null;
    for (Definition d : document.definitions()) {
      for (CoreRule r = d.rule(); r != null; r = r.otherwise().orElse(null)) {
        if (r.isDefault()) {
          continue;
        }
        if (!(r.value() instanceof Term.Constant c)
            || (common != null && !common.equals(c.value()))) {
          return null;
        }
        common = c.value();
      }
    }
    return common;
  }
}
