package dev.bailey.rego;

import dev.bailey.rego.bundle.Bundle;
import dev.bailey.rego.bundle.Collector;
import dev.bailey.rego.bundle.Trust;
import dev.bailey.rego.bundle.VerificationKey;
import dev.bailey.rego.check.CheckOptions;
import dev.bailey.rego.check.Checked;
import dev.bailey.rego.check.Checker;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.check.Program;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy is made of: modules and data, from texts, files, folders and bundles. Nothing is
 * reported before {@link #compile}, which gives all or nothing. Used by one thread.
 */
public final class PolicySources {
  /** So much text is read in the time that a stage takes for a part of a rule. */
  private static final int CHARACTERS_OF_STEP = 8;

  private final Settings settings;
  private final Documents documents;
  private final Collector collector;
  private Trust trust = Trust.NONE;
  private Set<String> unsafe = Set.of();
  private int maxErrors = 10;
  private boolean mayHideData;

  PolicySources(Settings settings) {
    this.settings = settings;
    this.documents = new Documents(settings);
    this.collector = new Collector(settings.limits(), documents);
  }

  /**
   * A module.
   *
   * @param name how errors call it, usually a file name
   */
  public PolicySources module(String name, String text) {
    return module(new Source(name, text), Optional.empty());
  }

  /** A module in a form of its own. */
  public PolicySources module(Source source, Optional<RegoVersion> version) {
    collector.module(new Bundle.ModuleFile(source, version));
    return this;
  }

  /**
   * A file, or everything below a folder: {@code .rego} files are modules, {@code .json} and {@code
   * .yaml} files are data at the path of their folder.
   */
  public PolicySources files(Path place) {
    return files(List.of(), place);
  }

  /** The same, with data below a path. */
  public PolicySources files(List<String> below, Path place) {
    collector.files(below, place);
    return this;
  }

  /** A bundle: a folder, or a {@code .tar.gz} file. */
  public PolicySources bundle(Path place) {
    collector.bundle(Bundle.read(place, settings.limits(), documents, trust, collector.ignored()));
    return this;
  }

  /** A bundle as a {@code .tar.gz} file in memory. */
  public PolicySources bundle(String name, byte[] archive) {
    collector.bundle(
        Bundle.read(name, archive, settings.limits(), documents, trust, collector.ignored()));
    return this;
  }

  /**
   * Leaves files out of what is added from now on, by patterns of their names or of the names of
   * folders above them inside a folder or bundle; {@code *} is any text.
   */
  public PolicySources ignoring(List<String> patterns) {
    collector.ignore(patterns);
    return this;
  }

  /** Bundles that are added from now on must be signed with one of these keys. */
  public PolicySources trust(VerificationKey key) {
    trust = trust.with(key);
    return this;
  }

  /** What is asked of the signatures of bundles that are added from now on. */
  public PolicySources trust(Trust wanted) {
    trust = wanted;
    return this;
  }

  /** Data as a JSON text, an object. */
  public PolicySources data(String json) {
    collector.data("data", List.of(), documents.json(new Source("data", json)));
    return this;
  }

  /** Data, below {@code data}. */
  public PolicySources data(RegoObject document) {
    collector.data("data", List.of(), Result.ok(document));
    return this;
  }

  /** JSON schemas by which references are checked. */
  public PolicySources schemas(Schemas known) {
    collector.schemas(known);
    return this;
  }

  /**
   * JSON schemas from a file, which holds that of the input, or from a folder, each of whose files
   * annotations call by its path: {@code schema.acl["user"]} is {@code acl/user.json}.
   */
  public PolicySources schemas(Path place) {
    collector.schemas(place);
    return this;
  }

  /** Lets rules define documents that are in the base data too; the rules then win. */
  public PolicySources hidingData() {
    mayHideData = true;
    return this;
  }

  /** Builtins whose use is an error in this policy. */
  public PolicySources unsafeBuiltins(Set<String> names) {
    unsafe = Set.copyOf(names);
    return this;
  }

  /** How many errors are reported at most; 10 if not set; 0: all. */
  public PolicySources maxErrors(int most) {
    maxErrors = most;
    return this;
  }

  /** Reads, checks and plans everything. */
  public Result<Policy> compile() {
    return collector.problems().isEmpty()
        ? Room.make(settings.limits(), this::build)
        : Result.failed(collector.problems());
  }

  private Result<Policy> build(Effort effort) {
    return read(effort)
        .then(modules ->
            check(modules, effort)
                .map(checked ->
                    Policy.of(
                        settings,
                        checked,
                        effort,
                        collector.data(),
                        collector.bundles().stream().map(Bundle::manifest).toList())));
  }

  /** All modules, or what is wrong with their texts. */
  public Result<List<Module>> parse() {
    return Room.make(settings.limits(), this::read);
  }

  private Result<List<Module>> read(Effort effort) {
    List<Module> modules = new ArrayList<>();
    List<RegoError> errors = new ArrayList<>(collector.problems());
    for (Bundle.ModuleFile file : collector.modules()) {
      parse(file, errors, effort).ifPresent(modules::add);
    }
    for (Bundle bundle : collector.bundles()) {
      for (Bundle.ModuleFile file : bundle.modules()) {
        parse(file, errors, effort)
            .ifPresent(module -> {
              bundle.refusal(module.path(), file.source().name()).ifPresent(errors::add);
              modules.add(module);
            });
      }
    }
    tooMany(modules).ifPresent(errors::add);
    return errors.isEmpty() ? Result.ok(List.copyOf(modules)) : Result.failed(errors);
  }

  /** Names the first rule that is one too many. */
  private Optional<RegoError> tooMany(List<Module> modules) {
    int left = settings.limits().rules();
    for (Module module : modules) {
      if (module.rules().size() > left) {
        return Optional.of(
            new RegoError(
                RegoError.Code.COMPILE,
                "more than " + settings.limits().rules() + " rules",
                module.rules().get(left).location()));
      }
      left -= module.rules().size();
    }
    return Optional.empty();
  }

  private Optional<Module> parse(Bundle.ModuleFile file, List<RegoError> errors, Effort effort) {
    effort.at(new Location(file.source(), 1, 1, 0, 0));
    effort.spend(file.source().text().length() / CHARACTERS_OF_STEP);
    ParseOptions options = settings.parsing(file.version().orElse(settings.version()));
    return switch (Parser.module(file.source(), options, effort::look)) {
      case Parsed.Ok<Module> ok -> Optional.of(ok.value());
      case Parsed.Failed<Module> failed -> {
        errors.addAll(failed.errors());
        yield Optional.empty();
      }
    };
  }

  private Result<Program> check(List<Module> modules, Effort effort) {
    RegoObject data = collector.data();
    CheckOptions options =
        CheckOptions.of(settings.builtins())
            .withCapabilities(settings.capabilities())
            .withStrict(settings.strict())
            .withPrints(settings.prints())
            .withUnsafeBuiltins(unsafe)
            .withBaseData(path -> !mayHideData && exists(data, path))
            .withSchemas(collector.schemas())
            .withMaxErrors(maxErrors);
    return switch (Checker.check(modules, options, effort)) {
      case Checked.Ok ok -> Result.ok(ok.program());
      case Checked.Failed failed -> Result.failed(failed.errors());
    };
  }

  private static boolean exists(RegoObject data, List<String> path) {
    Value at = data;
    for (String step : path) {
      Value next = at.get(RegoString.of(step));
      if (next == null) {
        return false;
      }
      at = next;
    }
    return true;
  }
}
