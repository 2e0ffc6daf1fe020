package dev.bailey.policy.vectors;

import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.image.AccountFiles;
import dev.bailey.policy.image.IdNameRule;
import dev.bailey.policy.image.ImageUser;
import dev.bailey.policy.image.ProcessUser;
import dev.bailey.policy.image.SeccompProfile;
import dev.bailey.policy.image.UserInfo;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.options.PolicyDigest;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is read out of images. */
final class ImageCases {
  private ImageCases() {}

  static void digest(Args vector, Problems problems) {
    Args expect = vector.inner("expect");
    switch (PolicyDigest.of(vector.inner("input").text("base64"))) {
      case Tried.Done<String> done -> problems.same("sha256", expect.text("sha256"), done.value());
      case Tried.Failed<String> failed ->
          problems.same("error", expect.text("error"), failed.error());
    }
  }

  static void seccomp(Args vector, Problems problems) {
    Args expect = vector.inner("expect");
    String profile = vector.inner("input").text("profile_json");
    switch (SeccompProfile.canonical(profile)) {
      case Tried.Done<String> done -> {
        problems.same("canonical", expect.text("canonical_json"), done.value());
        problems.same(
            "sha256",
            expect.value("sha256"),
            SeccompProfile.measure(profile).orNothing().map(RegoString::of).orElseThrow());
      }
      case Tried.Failed<String> failed -> {
        if (expect.flag("ok")) {
          problems.add("profile", failed.error());
        }
      }
    }
  }

  static void userInfo(Args vector, Problems problems) {
    Args input = vector.inner("input");
    Args user = input.inner("process_user");
    List<Long> groups = new ArrayList<>();
    if (user.value("additionalGids") instanceof RegoArray ids) {
      ids.forEach(id -> groups.add(((RegoNumber) id).longValue()));
    }
    ProcessUser wanted =
        new ProcessUser(
            user.text("username"),
            user.number("uid").orElse(0),
            user.number("gid").orElse(0),
            groups,
            user.number("umask"));
    Args expect = vector.inner("expect");
    switch (UserInfo.of(wanted, new AccountFiles(file(input, "passwd"), file(input, "group")))) {
      case Tried.Failed<UserInfo> failed ->
          problems.same("error", expect.text("error"), failed.error());
      case Tried.Done<UserInfo> done -> {
        UserInfo info = done.value();
        problems.same("user", expect.value("user"), identity(info.user()));
        problems.same(
            "groups",
            expect.value("groups"),
            RegoArray.of(info.groups().stream().map(ImageCases::identity).toList()));
        problems.same("umask", expect.text("umask"), info.umask());
      }
    }
  }

  private static Optional<String> file(Args input, String name) {
    return input.value(name) instanceof RegoNull ? Optional.empty() : Optional.of(input.text(name));
  }

  private static RegoObject identity(Identity identity) {
    return RegoObject.builder()
        .put("id", RegoString.of(identity.id()))
        .put("name", RegoString.of(identity.name()))
        .build();
  }

  static void imageUser(Args vector, Problems problems) {
    ImageUser user = ImageUser.of(vector.inner("input").text("config_user"));
    Args expect = vector.inner("expect");
    problems.same("user", expect.value("user"), rule(user.user()));
    problems.same("group", expect.value("group"), rule(user.group()));
  }

  private static RegoObject rule(IdNameRule rule) {
    return RegoObject.builder()
        .put("rule", RegoString.of(rule.pattern()))
        .put("strategy", RegoString.of(rule.strategy()))
        .build();
  }
}
