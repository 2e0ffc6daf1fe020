package dev.bailey.rego;

import dev.bailey.rego.bundle.Manifest;
import dev.bailey.rego.check.CheckedQuery;
import dev.bailey.rego.check.Checker;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.check.Program;
import dev.bailey.rego.check.QueryOptions;
import dev.bailey.rego.eval.Evaluator;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Modules and data, checked and planned. Immutable; may be asked by any number of threads at once,
 * without pools or locks.
 */
public final class Policy {
  /** More different questions than this are prepared each time anew. */
  private static final int REMEMBERED = 256;

  private final Settings settings;
  private final Program program;
  private final Machinery machinery;
  private final RegoObject data;
  private final List<Manifest> manifests;
  private final Map<String, Result<Query>> asked = new ConcurrentHashMap<>();

  private Policy(
      Settings settings,
      Program program,
      Machinery machinery,
      RegoObject data,
      List<Manifest> manifests) {
    this.settings = settings;
    this.program = program;
    this.machinery = machinery;
    this.data = data;
    this.manifests = List.copyOf(manifests);
  }

  static Policy of(
      Settings settings,
      Program program,
      Effort effort,
      RegoObject data,
      List<Manifest> manifests) {
    return new Policy(settings, program, new Machinery(settings, program, effort), data, manifests);
  }

  /**
   * Asks for one value, usually a rule: {@code data.authz.allow}. A question is prepared when it is
   * first asked, and again if that fails; {@link #query} prepares one ahead.
   */
  public Outcome ask(String question, Input input) {
    Result<Query> query = asked.get(question);
    if (query == null) {
      query = query(question);
      if (query instanceof Result.Ok<Query> && asked.size() < REMEMBERED) {
        asked.put(question, query);
      }
    }
    return switch (query) {
      case Result.Ok<Query> ok -> ok.value().evaluate(input);
      case Result.Failed<Query> failed -> new Outcome.Failed(failed.errors());
    };
  }

  /** Prepares a question: any expressions, {@code data.roles[user].admin; user != "root"}. */
  public Result<Query> query(String text) {
    return query(text, List.of(), List.of());
  }

  /**
   * Prepares a question that stands in a package and may use imports.
   *
   * @param path of the package, below {@code data}; empty: in none
   * @param imports such as {@code data.lib.users} or {@code data.lib.users as people}
   */
  public Result<Query> query(String text, List<String> path, List<String> imports) {
    return Room.make(settings.limits(), text, effort -> made(text, path, imports, effort));
  }

  private Result<Query> made(String text, List<String> path, List<String> imports, Effort effort) {
    return imports(imports)
        .then(known ->
            switch (Parser.query(
                new Source("", text), settings.parsing(settings.version()), effort::look)) {
              case Parsed.Failed<Body> failed -> Result.failed(failed.errors());
              case Parsed.Ok<Body> parsed ->
                  prepare(parsed.value(), new QueryOptions(path, known, true), effort);
            });
  }

  private Result<List<Import>> imports(List<String> texts) {
    if (texts.isEmpty()) {
      return Result.ok(List.of());
    }
    StringBuilder module = new StringBuilder("package imports\n");
    texts.forEach(text -> module.append("import ").append(text).append('\n'));
    return switch (Parser.module(
        new Source("", module.toString()), settings.parsing(settings.version()))) {
      case Parsed.Ok<Module> ok -> Result.ok(ok.value().imports());
      case Parsed.Failed<Module> failed -> Result.failed(failed.errors());
    };
  }

  private Result<Query> prepare(Body body, QueryOptions options, Effort effort) {
    return switch (Checker.query(program, body, options, effort)) {
      case CheckedQuery.Failed failed -> Result.failed(failed.errors());
      case CheckedQuery.Ok ok -> {
        Evaluator.Query machine = machinery.query(ok.query(), false, effort);
        yield Result.ok(
            new Query(
                body,
                Answers.isSingle(body),
                ok.query().body(),
                machine,
                machinery.entry(body),
                once(() ->
                    Room.make(
                        settings.limits(),
                        again -> Result.ok(machinery.query(ok.query(), true, again)))),
                data,
                settings.evaluation()));
      }
    };
  }

  /** The first result that was made, from then on; plans grow with everything made for them. */
  private static <T> Supplier<Result<T>> once(Supplier<Result<T>> maker) {
    AtomicReference<Optional<Result<T>>> first = new AtomicReference<>(Optional.empty());
    return () -> {
      Optional<Result<T>> known = first.get();
      if (known.isPresent()) {
        return known.get();
      }
      Result<T> made = maker.get();
      if (made instanceof Result.Ok<T>) {
        first.set(Optional.of(made));
      }
      return made;
    };
  }

  /** The same policy over other data. Nothing is compiled again. */
  public Policy withData(RegoObject documents) {
    return new Policy(settings, program, machinery, documents, manifests);
  }

  /** The base documents, below {@code data}. */
  public RegoObject data() {
    return data;
  }

  /** The modules, as they were written. */
  public List<Module> modules() {
    return program.modules();
  }

  /** The modules, checked. */
  public Program program() {
    return program;
  }

  /** What the bundles that it was made of say of themselves. */
  public List<Manifest> manifests() {
    return manifests;
  }
}
