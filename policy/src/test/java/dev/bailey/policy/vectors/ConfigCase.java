package dev.bailey.policy.vectors;

import dev.bailey.policy.config.PolicyConfig;
import dev.bailey.policy.config.Written;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Set;

/** Configurations in TOML. */
final class ConfigCase {
  private static final Set<String> INTERNAL =
      Set.of("UseNameValue", "Name", "NameStrategy", "Value", "ValueStrategy");

  private ConfigCase() {}

  static void run(Args vector, Problems problems) {
    Args expect = vector.inner("expect");
    switch (PolicyConfig.toml(vector.inner("input").text("toml"))) {
      case Tried.Done<PolicyConfig> done -> {
        if (expect.flag("ok")) {
          problems.same("config", known(expect.value("config_json")), Written.of(done.value()));
        } else {
          problems.add("config", "should fail with " + expect.text("error"));
        }
      }
      case Tried.Failed<PolicyConfig> failed -> {
        if (expect.flag("ok")) {
          problems.add("config", failed.error());
        }
      }
    }
  }

  private static Value known(Value value) {
    return switch (value) {
      case RegoArray array -> RegoArray.of(array.asList().stream().map(ConfigCase::known).toList());
      case RegoObject object -> {
        RegoObject.Builder all = RegoObject.builder();
        object.forEach((key, item) -> {
          if (!INTERNAL.contains(((RegoString) key).text())) {
            all.put(key, known(item));
          }
        });
        yield all.build();
      }
      default -> value;
    };
  }
}
