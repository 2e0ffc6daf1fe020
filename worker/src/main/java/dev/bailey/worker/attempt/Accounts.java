package dev.bailey.worker.attempt;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.fragment.VisibleText;
import dev.bailey.policy.image.AccountFiles;
import dev.bailey.policy.image.ProcessUser;
import dev.bailey.policy.image.UserInfo;
import dev.bailey.policy.interpreter.Tried;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What an image's account files say of those who a plan runs as. */
final class Accounts {
  /** As many as Linux takes for a login name. */
  private static final int LONGEST = 256;

  private Accounts() {}

  /**
   * The names of a plan's ids, looked up as for the text {@code user:group} that the engine gets.
   *
   * @param layers checked directories, the base first
   */
  static Tried<AccountNames> names(ContainerPlan plan, List<String> layers) {
    ProcessUser wanted =
        new ProcessUser(plan.user() + ":" + plan.group(), 0, 0, List.of(), OptionalLong.empty());
    return AccountFiles.read(layers.stream().map(Path::of).toList())
        .then(files -> UserInfo.of(wanted, files))
        .then(info ->
            plain("user", info.user())
                .then(user ->
                    plain("group", info.groups().getFirst())
                        .map(group -> new AccountNames(user, group))));
  }

  /** People read and compare these names, and each stands in a record. */
  private static Tried<String> plain(String kind, Identity found) {
    return found.name().length() <= LONGEST && VisibleText.isPlain(found.name())
        ? Tried.done(found.name())
        : Tried.failed(
            "the name of %s %s has more than %d characters, or some that are not shown as they stand; rename it in the image"
                .formatted(kind, found.id(), LONGEST));
  }
}
