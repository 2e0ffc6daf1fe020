package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.syntax.Comment;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds blocks of metadata among the comments and attaches them to what stands below them. */
final class Metadata {
  private static final String WORD = "METADATA";

  private Metadata() {}

  /** The module with its annotations; the module itself if it has none. */
  static Module attach(Module module) {
    List<List<Comment>> blocks = blocks(module.comments());
    if (blocks.isEmpty()) {
      return module;
    }
    List<Annotation> all = new ArrayList<>();
    Map<Integer, List<Annotation>> byRule = new HashMap<>();
    Map<String, List<Annotation>> byDocument = new HashMap<>();
    for (List<Comment> block : blocks) {
      int end = block.getLast().location().row();
      Target target = target(module, end);
      Annotation annotation = MetadataFields.annotation(block, target);
      all.add(annotation);
      if (target instanceof Target.OfRule(int index)) {
        if (annotation.scope() == Annotation.Scope.DOCUMENT) {
          String path = path(module.rules().get(index));
          byDocument.computeIfAbsent(path, any -> new ArrayList<>()).add(annotation);
        } else {
          byRule.computeIfAbsent(index, any -> new ArrayList<>()).add(annotation);
        }
      }
    }
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : module.rules()) {
      List<Annotation> own = byRule.getOrDefault(rules.size(), List.of());
      List<Annotation> shared = byDocument.getOrDefault(path(rule), List.of());
      rules.add(own.isEmpty() && shared.isEmpty() ? rule : rule.with(merge(own, shared)));
    }
    return module.with(rules, all);
  }

  private static List<Annotation> merge(List<Annotation> own, List<Annotation> shared) {
    List<Annotation> both = new ArrayList<>(own);
    both.addAll(shared);
    both.sort((a, b) -> Integer.compare(a.location().offset(), b.location().offset()));
    return both;
  }

  private static List<List<Comment>> blocks(List<Comment> comments) {
    List<List<Comment>> blocks = new ArrayList<>();
    Optional<List<Comment>> open = Optional.empty();
    int row = 0;
    for (Comment comment : comments) {
      Location place = comment.location();
      boolean follows = place.column() == 1 && place.row() == row + 1;
      if (place.column() == 1 && comment.text().strip().startsWith(WORD)) {
        open = Optional.of(new ArrayList<>());
        blocks.add(open.get());
      } else if (!follows) {
        open = Optional.empty();
      }
      open.ifPresent(block -> block.add(comment));
      row = place.row();
    }
    return blocks;
  }

  /** What an annotation stands above. */
  sealed interface Target {
    record OfPackage() implements Target {}

    record OfImport() implements Target {}

    record OfRule(int index) implements Target {}

    record Nothing() implements Target {}
  }

  private static Target target(Module module, int row) {
    if (module.packageLocation().row() > row) {
      return new Target.OfPackage();
    }
    int nextImport =
        module.imports().stream()
            .mapToInt(read -> read.location().row())
            .filter(at -> at > row)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    for (int i = 0; i < module.rules().size(); i++) {
      int at = module.rules().get(i).location().row();
      if (at > row) {
        return at < nextImport ? new Target.OfRule(i) : new Target.OfImport();
      }
    }
    return nextImport < Integer.MAX_VALUE ? new Target.OfImport() : new Target.Nothing();
  }

  /** The document that a rule defines or adds to: its name up to the first step not constant. */
  private static String path(Rule rule) {
    return switch (rule.head().name()) {
      case Term.Var v -> v.name();
      case Term.Ref r when r.head() instanceof Term.Var v -> {
        StringBuilder path = new StringBuilder(v.name());
        for (Term step : r.path()) {
          if (!(step instanceof Term.Constant c)) {
            break;
          }
          path.append('[').append(c.value()).append(']');
        }
        yield path.toString();
      }
      default -> "";
    };
  }
}
