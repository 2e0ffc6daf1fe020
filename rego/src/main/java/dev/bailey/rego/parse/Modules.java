package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole module. */
final class Modules {
  private final Source source;
  private final Scanner scanner;
  private final Bodies bodies;
  private final Rules rules;
  private final Imports imports;
  private final int maxRules;
  private RegoVersion version;

  Modules(Source source, Scanner scanner, Depth depth, Attempts attempts, ParseOptions options) {
    this.source = source;
    this.scanner = scanner;
    this.bodies = new Bodies(scanner, depth, attempts);
    this.rules = new Rules(scanner, depth, attempts, bodies);
    this.imports = new Imports(scanner, bodies.terms());
    this.maxRules = options.maxRules();
    this.version = options.version();
  }

  Module module() {
    if (scanner.token() == Token.EOF) {
      throw new ParseFailure(new Location(source, 0, 0, 0, 0), "empty module");
    }
    if (scanner.token() != Token.PACKAGE) {
      throw new ParseFailure(
          scanner.location(), "package expected", "a module begins with its name: `package NAME`");
    }
    Location from = scanner.location();
    List<String> path = packagePath();
    Location packageLocation = scanner.since(from);
    List<Import> imported = new ArrayList<>();
    List<Rule> all = new ArrayList<>();
    while (scanner.token() != Token.EOF) {
      scanner.takeAsName();
      switch (scanner.token()) {
        case IMPORT -> {
          Import next = imports.read();
          if (!all.isEmpty() && Imports.is(next, "rego", "v1")) {
            throw new ParseFailure(next.location(), "`import rego.v1` must come before the rules");
          }
          imported.add(next);
          apply(next);
        }
        case PACKAGE -> throw scanner.fail("unexpected package");
        default -> rules.rule(version, rule -> add(rule, all));
      }
    }
    return new Module(
        source, path, packageLocation, imported, all, scanner.comments(), List.of(), version);
  }

  private void add(Rule rule, List<Rule> to) {
    if (to.size() == maxRules) {
      throw ParseFailure.limit(rule.location(), "more than " + maxRules + " rules");
    }
    to.add(rule);
  }

  @SuppressWarnings("ReferenceEquality") // whether steps came behind it
  private List<String> packagePath() {
    scanner.next();
    if (scanner.token() != Token.IDENT && !scanner.token().isWord()) {
      throw scanner.fail("unexpected " + scanner.token().text());
    }
    Term.Var first = new Term.Var(scanner.text(), scanner.location());
    scanner.next();
    List<String> path = new ArrayList<>();
    path.add(first.name());
    switch (bodies.terms().steps(first)) {
      case Term.Ref ref when ref.head() == first -> path.addAll(Imports.names(ref.path()));
      case Term other when other == first -> {}
      default -> throw scanner.fail("unexpected " + scanner.token().text());
    }
    return path;
  }

  private void apply(Import next) {
    scanner.allow(Imports.words(next));
    if (Imports.is(next, "rego", "v1")) {
      version = RegoVersion.V1;
    }
    if (Imports.is(next, "future", "keywords", "not")) {
      bodies.negateWhole();
    }
  }
}
