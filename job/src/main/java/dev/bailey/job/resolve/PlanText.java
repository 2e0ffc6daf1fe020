package dev.bailey.job.resolve;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a person sees of a plan before it runs; every text is safe to show. */
public final class PlanText {
  /** Characters of a command that are shown. */
  private static final int COMMAND = 120;

  /** Arguments that need no quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private PlanText() {}

  /**
   * One line.
   *
   * @param label such as {@code image}
   * @param text the value
   * @param right a remark or digest; may be empty
   */
  public record Line(String label, String text, String right) {}

  /**
   * What is known of the code besides its digest.
   *
   * @param files number of files of the snapshot
   * @param uncommitted changes that version control does not have yet
   */
  public record Code(int files, int uncommitted) {}

  /** The lines in the order in which they are shown. */
  public static List<Line> of(ContainerPlan plan, Code code) {
    List<Line> out = new ArrayList<>();
    out.add(line("job", plan.jobName(), "plan " + plan.digest().brief()));
    out.add(
        line(
            "image",
            plan.image().reference(),
            plan.image().id().brief() + " · " + count(plan.image().layers().size(), "layer")));
    out.add(code(plan.code(), code));
    out.add(line("command", command(plan.command()), ""));
    for (Input input : plan.inputs()) {
      out.add(line("input", input.name() + " ← " + input.source(), input.digest().brief()));
    }
    if (!plan.outputs().isEmpty()) {
      out.add(line("outputs", String.join(", ", plan.outputs()), ""));
    }
    for (SecretFile secret : plan.secrets()) {
      out.add(
          line(
              "secret",
              secret.secret().name() + " → " + secret.path(),
              "value " + secret.secret().number() + " · " + secret.modeText()));
    }
    for (Device device : plan.devices()) {
      String left = device.hooks().isEmpty() ? "" : " · without its hooks";
      out.add(
          line(
              "device",
              device.name()
                  + " → "
                  + String.join(" ", device.nodes().stream().map(Device.Node::path).toList()),
              device.spec().brief() + left));
    }
    out.add(line("limits", limits(plan.limits()), ""));
    out.addAll(network(plan.network()));
    return List.copyOf(out);
  }

  /** As one would type it in a shell, so that each argument shows where it ends. */
  private static String command(List<String> arguments) {
    return String.join(
        " ",
        arguments.stream()
            .map(a -> PLAIN.matcher(a).matches() ? a : "'" + a.replace("'", "'\\''") + "'")
            .toList());
  }

  private static Line code(Digest digest, Code code) {
    if (digest.equals(Digest.NONE)) {
      return line("code", "none", "");
    }
    String changes =
        code.uncommitted() == 0 ? "" : " · " + count(code.uncommitted(), "uncommitted change");
    return line("code", count(code.files(), "file"), digest.brief() + changes);
  }

  private static String limits(Limits limits) {
    return String.join(
        " · ",
        Amount.cores(limits.cpuMillis()) + " cpu",
        Amount.bytes(limits.memoryBytes()),
        limits.pids() + " processes",
        Amount.seconds(limits.wallSeconds()),
        Amount.bytes(limits.diskBytes()) + " scratch",
        Amount.bytes(limits.logRateBytes()) + "/s output");
  }

  private static List<Line> network(Network network) {
    if (network.closed()) {
      return List.of(line("network", network.mode(), ""));
    }
    List<Line> out = new ArrayList<>();
    for (Network.Destination to : network.destinations()) {
      String budget = to.budgetBytes() == 0 ? "" : " · at most " + Amount.bytes(to.budgetBytes());
      out.add(
          line(
              "network",
              "→ " + to.host() + " port " + to.port() + "/" + to.protocol().wireName() + budget,
              to.brokered()
                  ? "through the broker"
                  : String.join(" ", to.addresses().stream().map(Object::toString).toList())));
    }
    for (Network.Inbound in : network.inbound()) {
      out.add(
          line(
              "network",
              "← " + in.name() + " port " + in.port() + "/" + in.protocol().wireName(),
              "from " + String.join(" ", in.from())));
    }
    return out;
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static Line line(String label, String text, String right) {
    return new Line(label, Shown.line(text, COMMAND), Shown.line(right));
  }
}
