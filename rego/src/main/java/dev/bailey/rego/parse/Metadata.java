package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.syntax.Comment;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Map<String, Annotation> byDocument = new HashMap<>();
    Below below = new Below(module);
    for (List<Comment> block : blocks) {
      Target target = below.row(block.getLast().location().row());
      Annotation annotation = MetadataFields.annotation(block, target);
      all.add(annotation);
      if (target instanceof Target.OfRule(int index)) {
        byRule.computeIfAbsent(index, any -> new ArrayList<>()).add(annotation);
        if (annotation.scope() == Annotation.Scope.DOCUMENT) {
          byDocument.putIfAbsent(path(module.rules().get(index)), annotation);
        }
      }
    }
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : module.rules()) {
      List<Annotation> own = byRule.getOrDefault(rules.size(), List.of());
      Annotation shared = byDocument.get(path(rule));
      rules.add(own.isEmpty() && shared == null ? rule : rule.with(merge(own, shared)));
    }
    return module.with(rules, all);
  }

  /** The annotations of a rule with the first of its document; there must be no second. */
  private static List<Annotation> merge(List<Annotation> own, @Nullable Annotation shared) {
    if (shared == null || own.contains(shared)) {
      return own;
    }
    List<Annotation> both = new ArrayList<>(own);
    both.add(shared);
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

  /** What stands below one row after another. */
  private static final class Below {
    private final Module module;
    private int rule;
    private int read;

    Below(Module module) {
      this.module = module;
    }

    /** What stands below a row that is not above the one asked for before. */
    Target row(int row) {
      if (module.packageLocation().row() > row) {
        return new Target.OfPackage();
      }
      List<Rule> rules = module.rules();
      while (rule < rules.size() && rules.get(rule).location().row() <= row) {
        rule++;
      }
      List<Import> imports = module.imports();
      while (read < imports.size() && imports.get(read).location().row() <= row) {
        read++;
      }
      if (rule == rules.size()) {
        return read == imports.size() ? new Target.Nothing() : new Target.OfImport();
      }
      return read == imports.size()
              || rules.get(rule).location().row() < imports.get(read).location().row()
          ? new Target.OfRule(rule)
          : new Target.OfImport();
    }
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
