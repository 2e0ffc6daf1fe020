package dev.bailey.rego.format;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.parse.Imported;
import dev.bailey.rego.parse.Words;
import dev.bailey.rego.syntax.Comment;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes modules. */
final class ModuleWriter {
  private final Module module;
  private final FormatOptions options;
  private final boolean toV1;
  private final boolean ifs;
  private final Page page;
  private final RuleWriter rules;
  private final TermWriter terms;

  private ModuleWriter(Module module, FormatOptions options, boolean guarded) {
    this.module = module;
    this.options = options;
    this.toV1 = options.toV1();
    this.page = new Page(module.comments());
    BodyWriter bodies = new BodyWriter(page, guarded);
    RuleWriter.Style style = style(module, toV1);
    this.ifs = style.ifs();
    this.rules = new RuleWriter(page, bodies, style);
    this.terms = bodies.terms();
  }

  static String write(Module module, FormatOptions options, boolean guarded) {
    return new ModuleWriter(module, options, guarded).write();
  }

  private static RuleWriter.Style style(Module module, boolean toV1) {
    boolean v1 = toV1 || module.version() == RegoVersion.V1;
    return new RuleWriter.Style(
        v1 || Imported.word(module, "if"),
        v1 || Imported.word(module, "contains"),
        v1,
        module.rules().stream().anyMatch(ModuleWriter::isLong));
  }

  private static boolean isLong(Rule rule) {
    return rule.head().name() instanceof Term.Ref ref
        && (ref.path().size() > 1 || rule.head().key().isPresent());
  }

  private String write() {
    page.commentsFor(module.packageLocation());
    page.write("package ");
    writePackage();
    page.endLine();
    page.blankLine();
    List<Import> imports = imports();
    int rule = 0;
    int read = 0;
    if (toV1 || wordsComeLate()) {
      writeImports(imports);
      read = imports.size();
    }
    while (read < imports.size() || rule < module.rules().size()) {
      boolean isRule =
          read == imports.size()
              || (rule < module.rules().size()
                  && offset(module.rules().get(rule)) < imports.get(read).location().offset());
      if (isRule) {
        writeRule(rule++);
      } else {
        int end = groupEnd(imports, read);
        page.blankLine();
        writeImports(imports.subList(read, end));
        read = end;
      }
    }
    page.commentsAbove(Integer.MAX_VALUE);
    return page.toString().stripTrailing() + "\n";
  }

  /**
   * Whether the words for the first rules are imported behind them. What {@code not} covers is
   * another matter: it changes with its import, for the rules behind that alone.
   */
  private boolean wordsComeLate() {
    return !module.rules().isEmpty()
        && module.imports().stream()
            .filter(read -> Imported.isOfLanguage(read) && !Imported.isOfNot(read))
            .anyMatch(read -> read.location().offset() > offset(module.rules().getFirst()));
  }

  private static int offset(Rule rule) {
    return rule.location().offset();
  }

  private void writePackage() {
    List<String> path = module.path();
    page.write(path.getFirst());
    for (String name : path.subList(1, path.size())) {
      page.write(Words.isName(name) ? "." + name : "[" + Names.quote(name) + "]");
    }
  }

  private List<Import> imports() {
    return module.imports().stream().filter(read -> !options.leavesOut(read)).toList();
  }

  private static int groupEnd(List<Import> imports, int from) {
    int end = from + 1;
    while (end < imports.size()
        && row(imports.get(end)) - row(imports.get(end - 1)) <= 1
        && row(imports.get(end)) >= row(imports.get(end - 1))) {
      end++;
    }
    return end;
  }

  private static int row(Import read) {
    return read.location().row();
  }

  /** Writes imports in their order; a comment behind one stays behind it. */
  private void writeImports(List<Import> group) {
    Map<Import, Comment> behind = new HashMap<>();
    for (Import read : group) {
      page.commentsAbove(row(read));
      page.take(row(read)).ifPresent(comment -> behind.put(read, comment));
    }
    List<Import> sorted = new ArrayList<>(group);
    sorted.sort(
        Comparator.comparing(Import::path, Imported.PATHS)
            .thenComparing(read -> read.alias().orElse("")));
    for (Import read : sorted) {
      page.write("import ");
      path(read.path());
      if (read.alias().isPresent()) {
        page.write(" as " + read.alias().get());
      }
      page.endWith(Optional.ofNullable(behind.get(read)));
      page.endLine();
    }
    if (toV1) {
      page.write("import rego.v1");
      page.endLine();
    }
    page.blankLine();
  }

  private void path(Term path) {
    boolean words =
        path instanceof Term.Ref r && r.head() instanceof Term.Var v && v.name().equals("future");
    if (words) {
      page.write(String.join(".", Imported.names(path)));
    } else {
      terms.term(path);
    }
  }

  private void writeRule(int index) {
    Rule rule = module.rules().get(index);
    page.commentsFor(rule.location());
    int from = page.length();
    rules.rule(rule);
    if (index + 1 < module.rules().size()) {
      Rule next = module.rules().get(index + 1);
      boolean follows = next.location().row() == rule.location().row() + 1;
      boolean oneLine = page.linesFrom(from) == 1;
      if (ifs && oneLine && follows && isShort(rule) && isShort(next)) {
        return;
      }
    }
    page.blankLine();
  }

  private static boolean isShort(Rule rule) {
    return !rule.isDefault() && rule.body().map(body -> body.expressions().size()).orElse(1) == 1;
  }
}
