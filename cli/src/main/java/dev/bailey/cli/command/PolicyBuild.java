package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.policy.InspectedImages;
import dev.bailey.cli.policy.PulledImages;
import dev.bailey.policy.config.Credentials;
import dev.bailey.policy.config.PolicyConfig;
import dev.bailey.policy.config.Resolver;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.marshal.Marshaller;
import dev.bailey.policy.marshal.PolicyModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the policy that a configuration describes. */
@Command(
    name = "build",
    description =
        "Write the policy that a configuration in TOML or JSON describes. Needs no agent without"
            + " --pull.")
final class PolicyBuild implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "CONFIG", description = "TOML; JSON if its name ends with .json.")
  private String config = "";

  @Option(names = "-o", paramLabel = "FILE", description = "Where to; printed if not given.")
  private String to = "";

  @Option(
      names = "--image-info",
      paramLabel = "FILE",
      description =
          "What podman image inspect says of an image that the configuration names; repeatable.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--pull",
      description =
          "Fetch images that no file of --image-info describes; they are named by digest. A"
              + " registry is asked with the auth of the image's container, or without one with"
              + " what is kept for it.")
  private boolean pull;

  @Mixin private RegistryLogin login = new RegistryLogin();

  PolicyBuild(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String text = PolicyCommand.text(config);
    Path base = Path.of(config).toAbsolutePath().getParent();
    Tried<PolicyModel> model =
        (config.endsWith(".json") ? PolicyConfig.json(text) : PolicyConfig.toml(text))
            .then(read ->
                InspectedImages.of(base == null ? Path.of("/") : base, images)
                    .then(known -> resolved(read, known)));
    Tried<String> policy =
        model
            .then(PolicyBuild::written)
            .then(written -> new RegoPolicy("", written).check().map(checked -> written));
    switch (policy) {
      case Tried.Failed<String>(String error) ->
          throw new Failure(Exit.USAGE, "no policy can be made of " + config, error, "");
      case Tried.Done<String>(String rego) -> PolicyFiles.written(context, to, rego);
    }
    return Exit.DONE;
  }

  private Tried<PolicyModel> resolved(PolicyConfig config, InspectedImages known) {
    if (!pull) {
      if (login.named()) {
        throw new Failure(Exit.USAGE, "--authfile is for --pull", "", "");
      }
      return new Resolver(known).resolve(config, OperatingSystem.LINUX);
    }
    try (AgentClient client = context.client()) {
      Preparations preparations = new Preparations(context, client);
      return new Resolver(
              new PulledImages(
                  known, (image, stated) -> preparations.pull(image, known(image, stated))))
          .resolve(config, OperatingSystem.LINUX);
    }
  }

  /** Who to be: what the configuration says, else what is kept for the registry. */
  private Credentials known(String image, Credentials stated) {
    return stated.equals(Credentials.NONE) ? login.of(context, image) : stated;
  }

  private static Tried<String> written(PolicyModel model) {
    return model.allowAll()
        ? Tried.failed("allow_all would allow everything, and nothing here takes such a policy")
        : Marshaller.remarked(
            List.of("Made by bailey policy build of a configuration: change that, not this.", ""),
            model);
  }
}
