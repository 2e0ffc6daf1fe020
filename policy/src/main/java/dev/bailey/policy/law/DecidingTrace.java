package dev.bailey.policy.law;

import dev.bailey.policy.decision.PolicyDecision;
import dev.bailey.policy.enforce.DocumentEnforcer.Answered;
import dev.bailey.rego.Location;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a no came about. Where a policy states objections, the rules that object, whose expressions
 * all held; elsewhere the expressions that did not hold, by the rules in which they stand. For one
 * evaluation.
 */
final class DecidingTrace implements Watcher {
  private static final int MOST_LINES = 400;
  private static final int MOST_CHARACTERS = 160;
  private static final Pattern OF_INPUT = Pattern.compile("\\binput((?:\\.[A-Za-z_]\\w*)+)");

  private final RegoObject input;
  private final boolean objects;
  private final Map<String, Set<String>> rules = new LinkedHashMap<>();
  private final Deque<Frame> open = new ArrayDeque<>();
  private int count;

  /** A rule that is being evaluated, and the expressions of it that were reached. */
  private record Frame(Point rule, Map<Location, Point> reached) {
    /** Those that stand by themselves in the body, and not within others or in the head. */
    List<Point> written(Location head) {
      return reached.values().stream()
          .filter(e -> !within(e.location(), head))
          .filter(e ->
              reached.keySet().stream()
                  .noneMatch(o -> !o.equals(e.location()) && within(e.location(), o)))
          .toList();
    }

    private static boolean within(Location inner, Location outer) {
      return inner.offset() >= outer.offset()
          && inner.offset() + inner.length() <= outer.offset() + outer.length();
    }
  }

  DecidingTrace(Answered.Denied denied) {
    this.input = denied.question().input();
    Optional<Value> reason = denied.verdict().decision().flatMap(PolicyDecision::reason);
    this.objects =
        reason.isPresent()
            && reason.get() instanceof RegoObject object
            && object.get("objections") != null;
  }

  @Override
  public void at(Event event, Point point, Supplier<Map<String, Value>> locals) {
    switch (point.kind()) {
      case RULE -> {
        if (event == Event.EVAL) {
          open.push(new Frame(point, new LinkedHashMap<>()));
        } else if (!open.isEmpty()) {
          open.pop();
        }
      }
      case HEAD -> {
        if (event == Event.EVAL && objects && !open.isEmpty() && isObjection(open.peek())) {
          open.peek().written(point.location()).forEach(e -> add("held   ", e, locals.get()));
        }
      }
      case EXPRESSION -> {
        if (open.isEmpty()) {
          return;
        }
        if (event == Event.EVAL) {
          open.peek().reached.put(point.location(), point);
        } else if (event == Event.FAIL && !objects) {
          add("failed ", point, locals.get());
        }
      }
    }
  }

  private static boolean isObjection(Frame frame) {
    return frame.rule.document().startsWith("data.policy.objections")
        || frame.rule.document().equals("data.bailey.privileges");
  }

  private void add(String how, Point expression, Map<String, Value> locals) {
    if (open.isEmpty() || count >= MOST_LINES) {
      return;
    }
    Point rule = open.peek().rule;
    Set<String> lines =
        rules.computeIfAbsent(rule.location() + "  " + rule.document(), r -> new LinkedHashSet<>());
    String text = oneLine(expression.location().text());
    List<String> values = new ArrayList<>();
    new TreeMap<>(locals)
        .forEach((name, value) -> {
          if (Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find()) {
            values.add(name + " = " + shown(value));
          }
        });
    Matcher of = OF_INPUT.matcher(text);
    while (of.find()) {
      values.add("input" + of.group(1) + " = " + shown(value(of.group(1))));
    }
    String line =
        how + text + (values.isEmpty() ? "" : "    " + String.join(", ", distinct(values)));
    if (lines.add(line)) {
      count++;
    }
  }

  private static Set<String> distinct(List<String> values) {
    return new LinkedHashSet<>(values);
  }

  private @Nullable Value value(String path) {
    @Nullable Value at = input;
    for (String step : path.substring(1).split("\\.", -1)) {
      at = at instanceof RegoObject object ? object.get(step) : null;
    }
    return at;
  }

  private static String shown(@Nullable Value value) {
    String text = value == null ? "nothing" : value.toJson();
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** A line for each rule, followed by those of its expressions. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    rules.forEach((rule, expressions) -> {
      lines.add(rule);
      expressions.forEach(line -> lines.add("  " + line));
    });
    if (count >= MOST_LINES) {
      lines.add("… and more than these " + MOST_LINES);
    }
    return lines;
  }
}
