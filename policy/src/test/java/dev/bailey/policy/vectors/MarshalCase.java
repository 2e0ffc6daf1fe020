package dev.bailey.policy.vectors;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.image.IdNameRule;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.ContainerRule;
import dev.bailey.policy.marshal.EnvironmentRule;
import dev.bailey.policy.marshal.ExternalProcess;
import dev.bailey.policy.marshal.Flag;
import dev.bailey.policy.marshal.FragmentImport;
import dev.bailey.policy.marshal.LinuxContainerRule;
import dev.bailey.policy.marshal.Marshaller;
import dev.bailey.policy.marshal.MountRule;
import dev.bailey.policy.marshal.PolicyModel;
import dev.bailey.policy.marshal.ProcessRule;
import dev.bailey.policy.marshal.UserRule;
import dev.bailey.policy.marshal.WindowsContainerRule;
import dev.bailey.policy.options.PolicyDigest;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Models that are written as policies, compared byte by byte. */
final class MarshalCase {
  private MarshalCase() {}

  static void run(Args vector, Problems problems) {
    Args input = vector.inner("input");
    Args expect = vector.inner("expect");
    OperatingSystem system =
        input.text("os").equals("windows") ? OperatingSystem.WINDOWS : OperatingSystem.LINUX;
    Tried<String> text =
        input.flag("fragment")
            ? Marshaller.fragment(input.text("namespace"), input.text("svn"), model(input))
            : Marshaller.policy(input.text("marshaller"), system, model(input));
    switch (text) {
      case Tried.Failed<String> failed ->
          problems.same("error", expect.text("error"), failed.error());
      case Tried.Done<String> done -> {
        byte[] bytes = done.value().getBytes(StandardCharsets.UTF_8);
        problems.same("rego", expect.text("rego"), done.value());
        problems.same("sha256", expect.text("sha256"), PolicyDigest.sha256(bytes));
        if (expect.has("base64")) {
          problems.same("base64", expect.text("base64"), Base64Text.encode(bytes));
        }
      }
    }
  }

  private static PolicyModel model(Args input) {
    PolicyModel.Builder model =
        PolicyModel.builder()
            .allowAll(input.flag("allow_all"))
            .containers(input.each("containers", MarshalCase::linux))
            .containers(input.each("windows_containers", MarshalCase::windows))
            .externalProcesses(
                input.each(
                    "external_processes",
                    args ->
                        ExternalProcess.of(
                            args.texts("command").items(),
                            args.text("working_dir"),
                            args.flag("allow_stdio_access"))))
            .fragments(input.each("fragments", MarshalCase::fragment));
    for (Flag flag : Flag.values()) {
      model.flag(flag, input.inner("flags").flag(flag.text()));
    }
    return model.build();
  }

  private static ContainerRule linux(Args args) {
    Args user = args.inner("user");
    return new LinuxContainerRule(
        args.texts("command").items(),
        args.each("env_rules", MarshalCase::environment),
        args.texts("layers").items(),
        args.each(
            "mounts",
            mount ->
                MountRule.of(
                    mount.text("host_path"), mount.text("container_path"), mount.flag("readonly"))),
        args.each(
            "exec_processes",
            process ->
                new ProcessRule<>(process.texts("command").items(), numbers(process, "signals"))),
        numbers(args, "signals"),
        new UserRule(
            idName(user.inner("user_idname")),
            user.each("group_idnames", MarshalCase::idName),
            user.text("umask")),
        args.capabilities(),
        args.text("seccomp_profile_sha256"),
        args.flag("allow_elevated"),
        args.text("working_dir"),
        args.flag("allow_stdio_access"),
        args.flag("no_new_privileges"));
  }

  private static ContainerRule windows(Args args) {
    return new WindowsContainerRule(
        args.texts("command").items(),
        args.each("env_rules", MarshalCase::environment),
        args.texts("layers").items(),
        args.texts("mounted_cim").items(),
        args.each(
            "exec_processes",
            process ->
                new ProcessRule<>(
                    List.of(process.text("command")), process.texts("signals").items())),
        args.texts("signals").items(),
        args.text("user"),
        args.text("working_dir"),
        args.flag("allow_stdio_access"));
  }

  private static List<Long> numbers(Args args, String key) {
    return args.value(key) instanceof RegoArray all
        ? all.asList().stream().map(number -> ((RegoNumber) number).longValue()).toList()
        : List.of();
  }

  private static IdNameRule idName(Args args) {
    return new IdNameRule(args.text("rule"), args.text("strategy"));
  }

  private static EnvironmentRule environment(Args args) {
    return args.flag("use_name_value")
        ? new EnvironmentRule.Parts(
            args.text("name"),
            args.text("name_strategy"),
            args.text("value"),
            args.text("value_strategy"),
            args.flag("required"))
        : new EnvironmentRule.Whole(
            args.text("rule"), args.text("strategy"), args.flag("required"));
  }

  private static FragmentImport fragment(Args args) {
    return new FragmentImport(
        args.text("issuer"),
        args.text("feed"),
        args.text("minimum_svn"),
        args.texts("includes").items(),
        args.value("parameters") instanceof RegoObject parameters
            ? Optional.of(parameters)
            : Optional.empty());
  }
}
