package dev.bailey.policy.marshal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.Source;
import dev.bailey.rego.format.FormatOptions;
import dev.bailey.rego.format.Formatter;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes models as policies. */
public final class Marshaller {
  private Marshaller() {}

  /**
   * A policy.
   *
   * @param name how to write it: {@code rego}, which is also meant by an empty name
   */
  public static Tried<String> policy(String name, OperatingSystem system, PolicyModel model) {
    if (!name.isEmpty() && !name.equals("rego")) {
      return Tried.failed(problem(name, system));
    }
    if (!model.allowAll()) {
      return checked(model).map(PolicyText::policy);
    }
    return model.containers().isEmpty()
        ? Tried.done(PolicyText.openDoor())
        : Tried.failed("Invalid policy for open-door enforcer");
  }

  /**
   * A policy for Linux as a person would write it: formatted, with remarks, and without the points
   * that it does not allow. It means the same where an undefined point is denied.
   *
   * @param heading lines of the remark at the top
   */
  public static Tried<String> remarked(List<String> heading, PolicyModel model) {
    return checked(model).then(checked -> formatted(PolicyText.remarked(heading, checked)));
  }

  private static Tried<String> formatted(String text) {
    return switch (Formatter.format(new Source("policy.rego", text), FormatOptions.V1)) {
      case Parsed.Ok<String> ok -> Tried.done(ok.value().stripTrailing() + "\n");
      case Parsed.Failed<String> failed -> Tried.failed(failed.errors().toString());
    };
  }

  private static String problem(String name, OperatingSystem system) {
    if (system == OperatingSystem.WINDOWS) {
      return "marshaller \"%s\" is not supported for Windows policies".formatted(name);
    }
    return name.equals("json")
        ? "JSON policy output is no longer supported; use the \"rego\" marshaller"
        : "unknown marshaller: \"%s\"".formatted(name);
  }

  /** A fragment; flags have no meaning in one. */
  public static Tried<String> fragment(String namespace, String svn, PolicyModel model) {
    return checked(model).map(checked -> PolicyText.fragment(namespace, svn, checked));
  }

  /** A model whose regular expressions can be compiled. */
  private static Tried<PolicyModel> checked(PolicyModel model) {
    return Stream.concat(
            model.containers().stream().flatMap(Marshaller::patterns),
            model.own().items(OwnList.OUTPUTS).stream().flatMap(Marshaller::pattern))
        .flatMap(pattern -> problem(pattern).stream())
        .findFirst()
        .<Tried<PolicyModel>>map(Tried::failed)
        .orElse(Tried.done(model));
  }

  /** The name of an output, which is one. */
  private static Stream<String> pattern(Value output) {
    return output instanceof RegoObject object && object.get("name") instanceof RegoString name
        ? Stream.of(name.text())
        : Stream.of();
  }

  private static Stream<String> patterns(ContainerRule container) {
    Stream<String> mounts =
        container instanceof LinuxContainerRule linux
            ? linux.mounts().stream().map(MountRule::source)
            : Stream.of();
    return Stream.concat(container.environment().stream().flatMap(Marshaller::patterns), mounts);
  }

  private static Stream<String> patterns(EnvironmentRule rule) {
    return switch (rule) {
      case EnvironmentRule.Whole whole -> pattern(whole.strategy(), whole.pattern());
      case EnvironmentRule.Parts parts ->
          Stream.concat(
              pattern(parts.nameStrategy(), parts.name()),
              pattern(parts.valueStrategy(), parts.value()));
    };
  }

  private static Stream<String> pattern(String strategy, String pattern) {
    return strategy.equals(EnvironmentRule.RE2) ? Stream.of(pattern) : Stream.of();
  }

  private static Optional<String> problem(String pattern) {
    try {
      Pattern.compile(pattern);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "error parsing regexp: %s: `%s`".formatted(e.getDescription(), e.getPattern()));
    }
  }
}
