package dev.bailey.policy.config;

import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.ContainerRule;
import dev.bailey.policy.marshal.ExternalProcess;
import dev.bailey.policy.marshal.Flag;
import dev.bailey.policy.marshal.FragmentImport;
import dev.bailey.policy.marshal.PolicyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes models of configurations, with what their images say. */
public final class Resolver {
  private final Surroundings surroundings;

  public Resolver(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The model of a configuration for one operating system; containers of others are left out. */
  public Tried<PolicyModel> resolve(PolicyConfig config, OperatingSystem system) {
    Part root = config.root();
    PolicyModel.Builder model =
        PolicyModel.builder()
            .allowAll(root.flag("allow_all"))
            .own(config.own())
            .externalProcesses(root.parts("external_processes", Resolver::external))
            .fragments(root.parts("fragments", Resolver::fragment));
    for (Flag flag : Flag.values()) {
      model.flag(flag, root.flag(name(flag)));
    }
    return containers(root, system).map(containers -> model.containers(containers).build());
  }

  private static String name(Flag flag) {
    return flag == Flag.HOST_NETWORK ? "allow_hostnetwork" : flag.text();
  }

  private static ExternalProcess external(Part part) {
    return ExternalProcess.of(
        part.texts("command"), part.text("working_dir"), part.flag("allow_stdio_access"));
  }

  private static FragmentImport fragment(Part part) {
    return new FragmentImport(
        part.text("issuer"),
        part.text("feed"),
        part.text("minimum_svn"),
        part.texts("includes"),
        Optional.empty());
  }

  private Tried<List<ContainerRule>> containers(Part root, OperatingSystem system) {
    String key = system == OperatingSystem.LINUX ? "containers" : "windows_containers";
    List<ContainerRule> all = new ArrayList<>();
    for (Part part : root.parts(key, one -> one)) {
      switch (container(part, system)) {
        case Tried.Done<ContainerRule> done -> all.add(done.value());
        case Tried.Failed<ContainerRule> failed -> {
          return Tried.failed(failed.error());
        }
      }
    }
    return Tried.done(all);
  }

  private Tried<ContainerRule> container(Part part, OperatingSystem system) {
    String name = part.text("image_name");
    Credentials credentials =
        part.part("auth")
            .map(auth -> new Credentials(auth.text("username"), auth.text("password")))
            .orElse(Credentials.NONE);
    return surroundings
        .image(name, credentials, system)
        .orSay("image " + name + ": ")
        .then(image ->
            switch (system) {
              case LINUX -> Containers.linux(part, image, surroundings::file);
              case WINDOWS -> Tried.done(Containers.windows(part, image));
            });
  }
}
