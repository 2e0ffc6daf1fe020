package dev.bailey.rego.check;

/** Static types of the documents that rules define; used to check queries. */
public final class RuleTypes {
  RuleTypes() {}
}
