package dev.bailey.rego.check;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The stages that modules go through. */
final class ProgramCheck {
  private final List<Module> modules;
  private final CheckOptions options;
  private final Effort effort;
  private final Errors errors;
  private final List<Draft> rules = new ArrayList<>();
  private final List<ModuleScope> scopes = new ArrayList<>();
  private final TreeBuilder<Draft> tree = new TreeBuilder<>();
  private final Functions functions;
  private final Metadata metadata;
  private final DocumentTypes documents = new DocumentTypes();
  private DocumentTypes input = new DocumentTypes();
  private List<Draft> inOrder = List.of();

  ProgramCheck(List<Module> modules, CheckOptions options, Effort effort) {
    this.modules = modules;
    this.options = options;
    this.effort = effort;
    this.errors = new Errors(effort);
    this.functions = new Functions(options);
    this.metadata = new Metadata(errors);
  }

  Checked run() {
    List<Runnable> stages =
        List.of(
            this::draft,
            () -> each(r -> Names.resolve(r, options.builtins(), errors, options.strict())),
            () -> each(this::settle),
            this::imports,
            this::replacements,
            () -> each(r -> Captures.rewrite(r, functions, errors, options.keepPrints())),
            () -> each(r -> Expand.expand(r, functions, metadata, errors)),
            this::conflicts,
            this::calls,
            () -> each(r -> Safety.order(r, functions, errors)),
            () -> each(Flatten::flatten),
            this::recursion,
            this::types,
            this::builtins);
    for (Runnable stage : stages) {
      stage.run();
      effort.look();
      if (errors.any()) {
        return new Checked.Failed(errors.first(options.maxErrors()));
      }
    }
    return new Checked.Ok(program());
  }

  private void each(Consumer<Draft> stage) {
    for (Draft r : rules) {
      turnTo(r);
      stage.accept(r);
    }
  }

  private void turnTo(Draft rule) {
    effort.at(rule.location());
    effort.spend(rule.parts);
  }

  private void draft() {
    Map<List<String>, Set<String>> words = new HashMap<>();
    for (Module m : modules) {
      Set<String> own = words.computeIfAbsent(m.path(), p -> new HashSet<>());
      for (Rule r : m.rules()) {
        own.add(Draft.word(r));
      }
    }
    for (Module m : modules) {
      metadata.add(m);
      ModuleScope scope = ModuleScope.of(m, words.getOrDefault(m.path(), Set.of()));
      scopes.add(scope);
      for (Rule r : m.rules()) {
        Draft rule = Draft.of(scope, r);
        turnTo(rule);
        rules.add(rule);
      }
    }
  }

  private void settle(Draft rule) {
    for (Draft d = rule; d != null; d = d.otherwise) {
      d.settlePath();
    }
    functions.add(rule);
    metadata.add(rule);
    tree.at(rule.path).add(rule);
  }

  private void imports() {
    for (int i = 0; i < modules.size(); i++) {
      Module m = modules.get(i);
      if (options.strict() || m.version() == RegoVersion.V1) {
        Imports.distinct(m.imports(), errors);
      }
      if (options.strict()) {
        Imports.used(scopes.get(i), m.imports(), errors);
      }
    }
  }

  private void replacements() {
    Replacements check = new Replacements(functions, tree, errors);
    each(r -> r.visit(check));
  }

  private void conflicts() {
    Conflicts conflicts = new Conflicts(errors);
    conflicts.rules(tree);
    conflicts.packages(scopes, tree);
    options.baseData().ifPresent(exists -> conflicts.baseData(tree, List.of(), exists));
  }

  private void calls() {
    each(r -> r.visit(functions.checkCalls(r.locals, errors)));
  }

  private void recursion() {
    inOrder = new Recursion(new Dependencies(tree, effort), errors).order(rules);
  }

  private void types() {
    if (options.checkTypes()) {
      SchemaScopes schemas = new SchemaScopes(options.schemas(), metadata, errors);
      input = schemas.input();
      RuleTyping typing = new RuleTyping(documents, schemas, functions, errors);
      for (Draft r : inOrder) {
        turnTo(r);
        typing.check(r);
      }
    }
  }

  private void builtins() {
    each(r -> {
      boolean current = r.scope.isStrictAbout(options.strict());
      r.visit(new BuiltinUse(functions, options, current, errors));
    });
  }

  private Program program() {
    TreeBuilder<CoreRule> core = new TreeBuilder<>();
    for (Module m : modules) {
      core.atNames(m.path());
    }
    each(r -> core.at(r.path).add(core(r)));
    return new Program(
        TreeBuilder.freeze(core), modules, options, new RuleTypes(functions, documents, input));
  }

  private static CoreRule core(Draft rule) {
    List<Draft> chain = new ArrayList<>();
    for (Draft d = rule; d != null; d = d.otherwise) {
      chain.add(d);
    }
    Optional<CoreRule> otherwise = Optional.empty();
    for (Draft d : chain.reversed()) {
      otherwise = Optional.of(d.core(otherwise));
    }
    return otherwise.orElseThrow();
  }
}
