package dev.bailey.job.admit;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Scratch;
import dev.bailey.job.plan.Service;
import dev.bailey.job.plan.Share;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.image.IdNameRule;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.EnvironmentRule;
import dev.bailey.policy.marshal.Flag;
import dev.bailey.policy.marshal.FragmentImport;
import dev.bailey.policy.marshal.LinuxContainerRule;
import dev.bailey.policy.marshal.Marshaller;
import dev.bailey.policy.marshal.MountRule;
import dev.bailey.policy.marshal.OwnFlag;
import dev.bailey.policy.marshal.OwnList;
import dev.bailey.policy.marshal.OwnRules;
import dev.bailey.policy.marshal.PolicyModel;
import dev.bailey.policy.marshal.ProcessRule;
import dev.bailey.policy.marshal.UserRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The smallest policy that admits one job, from its submission to the export of its evidence, and
 * nothing else.
 */
public final class JobPolicy {
  private static final String PLAN9 = "plan9://";
  private static final String PINNED = "@sha256:";

  private final ContainerPlan plan;
  private final Wishes wishes;
  private final Brought brought;

  private JobPolicy(ContainerPlan plan, Wishes wishes, Brought brought) {
    this.plan = plan;
    this.wishes = wishes;
    this.brought = brought;
  }

  /** The policy's text for a job that brings no signed pieces; see below. */
  public static Tried<String> text(ContainerPlan plan, Wishes wishes) {
    return text(plan, wishes, Brought.NOTHING);
  }

  /**
   * The policy's text, or what of the wishes is no expression, or which fragment no policy can
   * take.
   */
  public static Tried<String> text(ContainerPlan plan, Wishes wishes, Brought brought) {
    JobPolicy policy = new JobPolicy(plan, wishes, brought);
    return brought
        .fragments()
        .then(imports -> Marshaller.remarked(policy.heading(), policy.model(imports)));
  }

  private List<String> heading() {
    List<String> lines = new ArrayList<>();
    lines.add("Policy " + oneLine(wishes.name().isEmpty() ? plan.jobName() : wishes.name()) + ".");
    lines.add("Admits the job " + oneLine(plan.jobName()) + " as it was when this was generated,");
    lines.add("with image " + oneLine(plan.image().reference()) + ", and nothing else.");
    if (wishes.signers().isEmpty()) {
      lines.add("Nobody may replace it: signers would name who may.");
    }
    brought.remarks().stream().map(JobPolicy::oneLine).forEach(lines::add);
    lines.add("");
    return lines;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private PolicyModel model(List<FragmentImport> imports) {
    return PolicyModel.builder()
        .trustLists(brought.trustLists())
        .fragments(imports)
        .containers(List.of(container()))
        .flag(Flag.PROPERTIES_ACCESS, true)
        .flag(Flag.UNENCRYPTED_SCRATCH, plan.scratch() != Scratch.ENCRYPTED)
        .own(own())
        .build();
  }

  private LinuxContainerRule container() {
    List<String> capabilities = plan.capabilities();
    return new LinuxContainerRule(
        plan.command(),
        environment(),
        hex(plan.image().layers()),
        Share.of(plan).stream().map(JobPolicy::mount).toList(),
        commands(),
        wishes.signals(),
        new UserRule(id(plan.user()), List.of(id(plan.group())), UserRule.USUAL_UMASK),
        Optional.of(
            new Capabilities(capabilities, capabilities, capabilities, capabilities, capabilities)),
        plan.seccompDigest().hex(),
        false,
        plan.workdir(),
        true,
        true);
  }

  /** Those that are wished for, and the one by which a service is checked. */
  private List<ProcessRule<Long>> commands() {
    return Stream.concat(
            plan.service().flatMap(Service::command).stream(), wishes.commands().stream())
        .distinct()
        .map(command -> new ProcessRule<Long>(command, List.of()))
        .toList();
  }

  private static IdNameRule id(long number) {
    return new IdNameRule(Long.toString(number), "id");
  }

  private static List<String> hex(List<Digest> digests) {
    return digests.stream().map(Digest::hex).toList();
  }

  private static MountRule mount(Share share) {
    return MountRule.of(PLAN9, share.destination(), !share.writable());
  }

  private List<EnvironmentRule> environment() {
    List<EnvironmentRule> rules = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (String entry : plan.environment()) {
      String name = entry.substring(0, entry.indexOf('='));
      String expression = wishes.variables().get(name);
      rules.add(
          expression == null
              ? new EnvironmentRule.Whole(entry, EnvironmentRule.STRING, true)
              : variable(name, expression, true));
      named.add(name);
    }
    wishes
        .variables()
        .forEach((name, expression) -> {
          if (!named.contains(name)) {
            rules.add(variable(name, expression, false));
          }
        });
    return rules;
  }

  /** Grouped, because anchors are put around it by its text. */
  private static EnvironmentRule variable(String name, String expression, boolean required) {
    return new EnvironmentRule.Parts(
        name, EnvironmentRule.STRING, "(?:" + expression + ")", EnvironmentRule.RE2, required);
  }

  private OwnRules own() {
    OwnRules.Builder own =
        OwnRules.builder()
            .texts(OwnList.IMAGES, images())
            .texts(OwnList.NETWORKS, List.of(plan.network().mode()))
            .texts(OwnList.CODES, List.of(plan.code().hex()))
            .add(OwnList.DATASETS, List.of())
            .add(OwnList.OUTPUTS, List.of())
            .texts(OwnList.SIGNERS, wishes.signers())
            .flag(OwnFlag.READ_LOG, wishes.readLog())
            .flag(OwnFlag.READ_OUTPUT, true)
            .flag(OwnFlag.DELETE_JOB, wishes.deleteJob())
            .flag(OwnFlag.BREAK_GLASS, wishes.breakGlass());
    plan.network()
        .destinations()
        .forEach(to ->
            own.egress(
                to.host(), to.port(), to.protocol().wireName(), to.brokered(), to.budgetBytes()));
    plan.network()
        .inbound()
        .forEach(in -> own.port(in.port(), in.protocol().wireName(), in.from()));
    plan.secrets()
        .forEach(
            s -> own.secret(s.secret().name(), s.path(), s.modeText(), plan.user(), plan.group()));
    plan.devices()
        .forEach(d ->
            own.device(
                d.name(),
                d.spec().hex(),
                d.all(),
                d.hooks().stream().map(h -> h.digest().hex()).toList()));
    plan.inputs().forEach(input -> own.dataset(input.name(), input.digest().hex()));
    long most = wishes.outputBytes().orElse(plan.limits().diskBytes());
    plan.outputs().forEach(name -> own.output(quoted(name), most));
    wishes.outputs().forEach(expression -> own.output(expression, most));
    plan.limits().byName().forEach(own::limit);
    if (wishes.outputs().isEmpty()) {
      own.maxOutputs(plan.outputs().size());
    }
    return own.build();
  }

  /** By its configuration, and by its manifest if that is how a registry gives it. */
  private List<String> images() {
    List<String> images = new ArrayList<>(List.of(plan.image().id().hex()));
    String reference = plan.image().reference();
    int pinned = reference.indexOf(PINNED);
    if (pinned >= 0) {
      images.add(reference.substring(pinned + PINNED.length()));
    }
    return images;
  }

  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder();
    name.codePoints()
        .forEach(c -> {
          if (c < 0x80 && !Character.isLetterOrDigit(c) && "_/-".indexOf(c) < 0) {
            quoted.append('\\');
          }
          quoted.appendCodePoint(c);
        });
    return quoted.toString();
  }
}
