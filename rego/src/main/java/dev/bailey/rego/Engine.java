package dev.bailey.rego;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinProvider;
import dev.bailey.rego.builtin.Builtins;
import dev.bailey.rego.builtin.NetAccess;
import dev.bailey.rego.check.Capabilities;
import dev.bailey.rego.eval.EvalOptions;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Where policies come from: which builtins they may call, what they may cost, what they see of the
 * world. Immutable; one engine serves any number of policies and threads.
 *
 * <pre>{@code
 * Policy policy =
 *     Engine.standard().policy().module("authz.rego", text).compile().orThrow();
 * boolean allowed =
 *     policy.ask("data.authz.allow", Input.of(Map.of("user", "alice"))).isTrue();
 * }</pre>
 */
public final class Engine {
  private final Settings settings;

  private Engine(Settings settings) {
    this.settings = settings;
  }

  /**
   * With all builtins of this library and of the {@link BuiltinProvider}s on the class or module
   * path, the standard limits, and no way to the network.
   */
  public static Engine standard() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Starts a policy. */
  public PolicySources policy() {
    return new PolicySources(settings);
  }

  /**
   * A document: YAML if its name ends with {@code .yaml} or {@code .yml} and a provider has the
   * builtin {@code yaml.unmarshal}, else JSON.
   *
   * @param name how errors call it
   */
  public Result<Value> document(String name, String text) {
    Source source = new Source(name, text);
    Documents documents = new Documents(settings);
    return name.endsWith(".yaml") || name.endsWith(".yml")
        ? documents.yaml(source)
        : documents.json(source);
  }

  /** All builtins that policies of this engine may call, ordered by name. */
  public List<Builtin> builtins() {
    return settings.builtins().all();
  }

  /** Makes an engine; used by one thread. */
  public static final class Builder {
    private final List<BuiltinProvider> providers = new ArrayList<>();
    private final List<Builtin> own = new ArrayList<>();
    private boolean discover = true;
    private Limits limits = Limits.STANDARD;
    private Capabilities capabilities = Capabilities.ALL;
    private RegoVersion version = RegoVersion.V1;
    private boolean strict;
    private EvalOptions.BuiltinErrors errors = EvalOptions.BuiltinErrors.UNDEFINED;
    private NetAccess net = NetAccess.OFF;
    private Optimisations optimisations = Optimisations.ALL;
    private InstantSource clock = InstantSource.system();
    private OptionalLong seed = OptionalLong.empty();
    private BiConsumer<Location, String> print = (location, text) -> {};
    private boolean prints;
    private Value runtime = RegoObject.EMPTY;

    private Builder() {}

    /** Does not look for providers of builtins; only those given count. */
    public Builder withoutDiscovery() {
      discover = false;
      return this;
    }

    public Builder provider(BuiltinProvider provider) {
      providers.add(provider);
      return this;
    }

    /** A function written in Java. */
    public Builder builtin(Builtin builtin) {
      own.add(builtin);
      return this;
    }

    public Builder limits(Limits most) {
      limits = most;
      return this;
    }

    /**
     * A function of one argument that knows nothing of the language's values: its operand is made
     * as {@link Outcome#as} makes objects, its result becomes a value as {@link Input#of} has it.
     * It must depend on its argument alone and may be called by any number of threads.
     *
     * <p>An operand that is not like {@code argument} is an error of the builtin, an empty {@link
     * java.util.Optional} as result is undefined, and an exception fails the evaluation.
     *
     * @param name as policies call it, with dots
     */
    public <A, R> Builder function(
        String name, Class<A> argument, Class<R> result, Function<? super A, ? extends R> code) {
      return builtin(JavaFunctions.unary(name, argument, result, code));
    }

    /** The same with two arguments. */
    public <A, B, R> Builder function(
        String name,
        Class<A> first,
        Class<B> second,
        Class<R> result,
        BiFunction<? super A, ? super B, ? extends R> code) {
      return builtin(JavaFunctions.binary(name, first, second, result, code));
    }

    /** What policies may use; the use of anything else does not compile. */
    public Builder capabilities(Capabilities allowed) {
      capabilities = allowed;
      return this;
    }

    /** The form of modules that do not say; V1 if not set. */
    public Builder version(RegoVersion form) {
      version = form;
      return this;
    }

    /** Refuses modules with unused variables, arguments or imports. */
    public Builder strict(boolean on) {
      strict = on;
      return this;
    }

    /** Whether an error of a builtin ends the evaluation; otherwise the call is undefined. */
    public Builder strictBuiltinErrors(boolean on) {
      return builtinErrors(
          on ? EvalOptions.BuiltinErrors.STOP : EvalOptions.BuiltinErrors.UNDEFINED);
    }

    /** What becomes of errors of builtins. */
    public Builder builtinErrors(EvalOptions.BuiltinErrors wanted) {
      errors = wanted;
      return this;
    }

    /** Lets builtins use the network, which they cannot unless this is called. */
    public Builder network(NetAccess access) {
      net = access;
      return this;
    }

    /** Turns optimisations off; answers are the same. */
    public Builder optimisations(Optimisations wanted) {
      optimisations = wanted;
      return this;
    }

    /** The time that policies see; the system's if not set. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /** Makes random builtins give the same in each evaluation. */
    public Builder seed(long value) {
      seed = OptionalLong.of(value);
      return this;
    }

    /** Takes what policies {@code print}; without it, prints are not even evaluated. */
    public Builder print(BiConsumer<Location, String> hook) {
      print = hook;
      prints = true;
      return this;
    }

    /** What {@code opa.runtime} gives. */
    public Builder runtime(RegoObject facts) {
      runtime = facts;
      return this;
    }

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if two builtins have one name
     */
    public Engine build() {
      List<BuiltinProvider> all = new ArrayList<>(providers);
      if (discover) {
        ServiceLoader.load(BuiltinProvider.class, BuiltinProvider.class.getClassLoader())
            .forEach(all::add);
      }
      List<Builtin> given = List.copyOf(own);
      all.add(() -> given);
      return new Engine(
          new Settings(
              Builtins.with(all),
              limits,
              capabilities,
              version,
              strict,
              net,
              optimisations,
              clock,
              seed,
              print,
              prints,
              errors,
              runtime));
    }
  }
}
