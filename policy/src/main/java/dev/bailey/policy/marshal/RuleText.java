package dev.bailey.policy.marshal;

import dev.bailey.policy.image.IdNameRule;

/** Small rules of policies as text. */
final class RuleText {
  private RuleText() {}

  static String environment(EnvironmentRule rule) {
    return switch (rule) {
      case EnvironmentRule.Whole whole ->
          new Compact()
              .put("pattern", Compact.text(whole.pattern()))
              .put("strategy", Compact.text(whole.strategy()))
              .put("required", whole.required())
              .json();
      case EnvironmentRule.Parts parts ->
          new Compact()
              .put("name", Compact.text(parts.name()))
              .put("name_strategy", Compact.text(parts.nameStrategy()))
              .put("value", Compact.text(parts.value()))
              .put("value_strategy", Compact.text(parts.valueStrategy()))
              .put("required", parts.required())
              .json();
    };
  }

  static String mount(MountRule mount) {
    return new Compact()
        .put("destination", Compact.text(mount.destination()))
        .put("options", Compact.texts(mount.options()))
        .put("source", Compact.text(mount.source()))
        .put("type", Compact.text(mount.type()))
        .json();
  }

  static String process(ProcessRule<?> process) {
    return new Compact()
        .put("command", Compact.texts(process.command()))
        .put("signals", Compact.list(process.signals(), Compact::signal))
        .json();
  }

  static String idName(IdNameRule rule) {
    return new Compact()
        .put("pattern", Compact.text(rule.pattern()))
        .put("strategy", Compact.text(rule.strategy()))
        .json();
  }

  static String external(ExternalProcess process) {
    return new Compact()
        .put("command", Compact.texts(process.command()))
        .put("env_rules", Compact.list(process.environment(), RuleText::environment))
        .put("working_dir", Compact.text(process.workingDirectory()))
        .put("allow_stdio_access", process.allowStdio())
        .json();
  }

  static String fragment(FragmentImport fragment) {
    Compact json =
        new Compact()
            .put("issuer", Compact.text(fragment.issuer()))
            .put("feed", Compact.text(fragment.feed()))
            .put("minimum_svn", Compact.text(fragment.minimumSvn()))
            .put("includes", Compact.texts(fragment.includes()));
    fragment
        .parameters()
        .ifPresent(parameters -> json.put("parameters", Compact.value(parameters)));
    if (!fragment.requiredReceipts().isEmpty()) {
      json.put("required_receipts", Compact.texts(fragment.requiredReceipts()));
    }
    return json.json();
  }

  static String trustList(TrustListRule list) {
    return new Compact()
        .put("issuer", Compact.text(list.issuer()))
        .put("subject", Compact.text(list.subject()))
        .put("minimum_svn", Compact.text(list.minimumSvn()))
        .put("allowed_ledgers", Compact.texts(list.allowedLedgers()))
        .json();
  }
}
