package dev.bailey.policy.interpreter;

import dev.bailey.rego.Policy;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A policy that is asked, and what it remembers between questions. One call at a time has its way;
 * others wait.
 */
public final class Interpreter {
  private static final RegoString METADATA = RegoString.of("metadata");

  private final Compiler compiler;
  private final List<ModuleText> own;
  private RegoObject data;
  private Metadata metadata = Metadata.EMPTY;
  private ModuleTable modules = ModuleTable.EMPTY;
  private Optional<Compiled> compiled = Optional.empty();
  private LogLevel level = LogLevel.NONE;
  private Log log = Log.NOWHERE;

  /**
   * @param own the modules that are always there
   * @param data what they see below {@code data}, beside their memory
   */
  public Interpreter(Compiler compiler, List<ModuleText> own, RegoObject data) {
    this.compiler = compiler;
    this.own = List.copyOf(own);
    this.data = data.put(METADATA, metadata.root());
  }

  /** Makes all modules ready, if they are not. */
  public synchronized Tried<Compiled> compile() {
    return ready().orSay("rego compilation failed: ");
  }

  private Tried<Compiled> ready() {
    if (compiled.isPresent()) {
      return Tried.done(compiled.get());
    }
    List<ModuleText> all = new ArrayList<>(own);
    all.addAll(modules.texts());
    Tried<Compiled> made = compiler.compile(all, level.tells(LogLevel.INFO));
    if (made instanceof Tried.Done<Compiled> done) {
      compiled = Optional.of(done.value());
    }
    return made;
  }

  /**
   * All modules, and tests of them that see the documents as they are now. The tests are no part of
   * what is asked here.
   */
  public synchronized Tried<Policy> withTests(List<ModuleText> tests) {
    List<ModuleText> all = new ArrayList<>(own);
    all.addAll(modules.texts());
    all.addAll(tests);
    return compiler.policy(all, data, true);
  }

  /**
   * Asks a question. The answer's changes of the memory are made, whatever else it says; if one of
   * them cannot be made, those before it stay.
   *
   * @param rule such as {@code data.policy.mount_device}
   * @return empty results if the rule is undefined
   */
  public synchronized Tried<Results> query(String rule, Value input) {
    StringJoiner printed = new StringJoiner("\n");
    Tried<Optional<Value>> answer =
        ready()
            .orSay("error when compiling modules: ")
            .then(ready -> ready.ask(rule, data, input, printed::add));
    if (level.tells(LogLevel.INFO)) {
      log.add("INFO", printed.toString());
    }
    return answer.then(
        value -> value.isPresent() ? results(rule, value.get()) : Tried.done(Results.EMPTY));
  }

  /**
   * Asks a question while somebody watches, and remembers nothing of what the answer wants changed.
   *
   * @return whether the rule is defined
   */
  public synchronized Tried<Boolean> watch(String rule, Value input, Watcher watcher) {
    return ready()
        .orSay("error when compiling modules: ")
        .then(ready -> ready.watch(rule, data, input, watcher));
  }

  private Tried<Results> results(String rule, Value value) {
    if (!(value instanceof RegoObject answer)) {
      return Tried.failed("unable to load results object from Rego query");
    }
    RegoObject plain = (RegoObject) Documents.plain(answer);
    if (level.tells(LogLevel.RESULTS)) {
      log.add("RESULT", rule + " -> " + plain.toJson());
    }
    Value changes = plain.get(METADATA);
    return changes == null
        ? Tried.done(new Results(plain))
        : MetadataOperation.all(changes)
            .then(all -> remember(all, new Results(plain.remove(METADATA))));
  }

  private Tried<Results> remember(List<MetadataOperation> operations, Results results) {
    Metadata.Applied applied = metadata.apply(operations);
    setMetadata(applied.metadata());
    return applied
        .error()
        .<Tried<Results>>map(Tried::failed)
        .orElse(Tried.done(results))
        .orSay("error applying metadata operations: ");
  }

  private void setMetadata(Metadata changed) {
    metadata = changed;
    data = data.put(METADATA, changed.root());
    if (level.tells(LogLevel.METADATA)) {
      log.add("METADATA", changed.root().toJson());
    }
  }

  /** What is remembered now. */
  public synchronized Metadata metadata() {
    return metadata;
  }

  /**
   * Puts back what was remembered earlier, as {@link #metadata} gave it. Numbers become doubles on
   * the way.
   */
  public synchronized void restore(Metadata earlier) {
    metadata = earlier.restored();
    data = data.put(METADATA, metadata.root());
  }

  /** A moment in the life of an interpreter. */
  public static final class Moment {
    private final Metadata metadata;
    private final ModuleTable modules;

    private Moment(Metadata metadata, ModuleTable modules) {
      this.metadata = metadata;
      this.modules = modules;
    }
  }

  /** How things are now. */
  public synchronized Moment now() {
    return new Moment(metadata, modules);
  }

  /** Forgets what came after, and keeps every number as it was. */
  public synchronized void rollBack(Moment earlier) {
    metadata = earlier.metadata;
    data = data.put(METADATA, metadata.root());
    if (!modules.equals(earlier.modules)) {
      modules = earlier.modules;
      compiled = Optional.empty();
    }
  }

  /**
   * Remembers the operating system that containers run on.
   *
   * @param name {@code linux} or {@code windows}; can be set once
   */
  public synchronized Tried<Metadata> operatingSystem(String name) {
    MetadataOperation add =
        new MetadataOperation(
            MetadataOperation.MAP,
            "operatingsystem",
            "add",
            Optional.of("ostype"),
            Optional.of(RegoString.of(name)));
    Metadata.Applied applied = metadata.apply(List.of(add));
    setMetadata(applied.metadata());
    return applied.error().<Tried<Metadata>>map(Tried::failed).orElse(Tried.done(metadata));
  }

  /** A document below {@code data}. */
  public synchronized Tried<Value> data(String key) {
    Value value = data.get(key);
    return value == null
        ? Tried.failed("data value not found for `" + key + "`")
        : Tried.done(value);
  }

  /** Replaces a document that is there. */
  public synchronized Tried<Value> updateData(String key, Value value) {
    return data(key)
        .map(before -> {
          data = data.put(RegoString.of(key), Documents.plain(value));
          return before;
        });
  }

  /**
   * Adds a module, in place of an earlier one of the same issuer and feed.
   *
   * @return what it is known by
   */
  public synchronized String addModule(String issuer, String feed, String namespace, String code) {
    String id = ModuleTable.id(issuer, feed);
    modules = modules.with(id, new ModuleTable.Entry(namespace, code));
    compiled = Optional.empty();
    return id;
  }

  /** Whether the namespace is that of a module of another issuer or feed. */
  public synchronized boolean ownedByAnother(String namespace, String issuer, String feed) {
    String id = ModuleTable.id(issuer, feed);
    return modules.modules().entrySet().stream()
        .anyMatch(e -> e.getValue().namespace().equals(namespace) && !e.getKey().equals(id));
  }

  /** Removes a module, if it is there. */
  public synchronized void removeModule(String id) {
    if (modules.contains(id)) {
      modules = modules.without(id);
      compiled = Optional.empty();
    }
  }

  /** The modules that were added, in the order in which they came. */
  public synchronized List<AddedModule> addedModules() {
    return modules.modules().entrySet().stream()
        .map(e -> new AddedModule(e.getKey(), e.getValue().namespace(), e.getValue().code()))
        .toList();
  }

  public synchronized boolean isModuleActive(String id) {
    return modules.contains(id);
  }

  /** Tells from now on what it does. */
  public synchronized void enableLogging(Log where, LogLevel most) {
    log = where;
    setLogLevel(most);
    log.add("INFO", "Logging Enabled at level " + most.number());
  }

  /** Tells more, or less. */
  public synchronized void setLogLevel(LogLevel most) {
    level = most;
    compiled = Optional.empty();
  }

  public synchronized void disableLogging() {
    setLogLevel(LogLevel.NONE);
    log = Log.NOWHERE;
  }
}
