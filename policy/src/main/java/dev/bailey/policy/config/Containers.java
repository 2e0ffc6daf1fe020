package dev.bailey.policy.config;

import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.image.IdNameRule;
import dev.bailey.policy.image.ImageUser;
import dev.bailey.policy.image.SeccompProfile;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.ContainerRule;
import dev.bailey.policy.marshal.EnvironmentRule;
import dev.bailey.policy.marshal.LinuxContainerRule;
import dev.bailey.policy.marshal.MountRule;
import dev.bailey.policy.marshal.ProcessRule;
import dev.bailey.policy.marshal.UserRule;
import dev.bailey.policy.marshal.WindowsContainerRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Containers as configured, with what their images say where the configuration says nothing. */
final class Containers {
  private static final EnvironmentRule TERM =
      new EnvironmentRule.Whole("TERM=xterm", EnvironmentRule.STRING, false);

  private Containers() {}

  static Tried<ContainerRule> linux(
      Part part, ImageInfo image, Function<String, Tried<String>> files) {
    return seccomp(part.text("seccomp_profile_path"), files)
        .map(seccomp -> linux(part, image, seccomp));
  }

  private static ContainerRule linux(Part part, ImageInfo image, String seccomp) {
    String directory = orElse(part.text("working_dir"), image.workingDirectory());
    return new LinuxContainerRule(
        command(part, image),
        environment(part, image, List.of(TERM)),
        image.layers(),
        part.parts("mounts", Containers::mount),
        part.parts(
            "exec_processes",
            process -> new ProcessRule<>(process.texts("command"), process.numbers("signals"))),
        part.numbers("signals"),
        part.part("user").map(Containers::user).orElseGet(() -> user(image)),
        part.part("capabilities").map(Containers::capabilities),
        seccomp,
        part.flag("allow_elevated"),
        orElse(directory, "/"),
        part.flag("allow_stdio_access"),
        !part.flag("allow_privilege_escalation"));
  }

  private static Tried<String> seccomp(String path, Function<String, Tried<String>> files) {
    return path.isEmpty()
        ? Tried.done("")
        : files.apply(path).then(SeccompProfile::measure).orSay("seccomp profile " + path + ": ");
  }

  static ContainerRule windows(Part part, ImageInfo image) {
    return new WindowsContainerRule(
        command(part, image),
        environment(part, image, List.of()),
        image.layers(),
        image.mountedCim(),
        part.parts(
            "exec_processes",
            process ->
                new ProcessRule<>(List.of(process.text("command")), process.texts("signals"))),
        part.texts("signals"),
        orElse(part.text("user"), image.user()),
        orElse(part.text("working_dir"), image.workingDirectory()),
        part.flag("allow_stdio_access"));
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static List<String> command(Part part, ImageInfo image) {
    List<String> command = new ArrayList<>(part.texts("command"));
    if (command.isEmpty()) {
      command.addAll(image.entrypoint());
      command.addAll(image.command());
    }
    return command;
  }

  private static List<EnvironmentRule> environment(
      Part part, ImageInfo image, List<EnvironmentRule> usual) {
    List<EnvironmentRule> rules = new ArrayList<>();
    image
        .environment()
        .forEach(
            entry -> rules.add(new EnvironmentRule.Whole(entry, EnvironmentRule.STRING, true)));
    rules.addAll(usual);
    rules.addAll(
        part.parts(
            "env_rules",
            rule ->
                new EnvironmentRule.Whole(
                    rule.text("rule"), rule.text("strategy"), rule.flag("required"))));
    return rules;
  }

  private static MountRule mount(Part part) {
    return MountRule.of(part.text("host_path"), part.text("container_path"), part.flag("readonly"));
  }

  private static UserRule user(ImageInfo image) {
    ImageUser user = ImageUser.of(image.user());
    return new UserRule(user.user(), List.of(user.group()), UserRule.USUAL_UMASK);
  }

  private static UserRule user(Part part) {
    return new UserRule(
        part.part("user_idname").map(Containers::idName).orElse(IdNameRule.ANY),
        part.parts("group_idnames", Containers::idName),
        orElse(part.text("umask"), UserRule.USUAL_UMASK));
  }

  private static IdNameRule idName(Part part) {
    return new IdNameRule(part.text("rule"), part.text("strategy"));
  }

  private static Capabilities capabilities(Part part) {
    return new Capabilities(
        part.texts("bounding"),
        part.texts("effective"),
        part.texts("inheritable"),
        part.texts("permitted"),
        part.texts("ambient"));
  }
}
